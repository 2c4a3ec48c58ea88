// The script of the admin's own screens, bundled into static/built/admin.js.
import "./admin/documents.js";
import "./admin/schedule.js";
