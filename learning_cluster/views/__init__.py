"""Pages outside the admin: for members, the resource person and applicants."""
