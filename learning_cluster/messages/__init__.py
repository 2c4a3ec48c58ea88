"""What people of the cluster are mailed, by what it is about."""
