"""Paper: pages to PDF and tables to spreadsheets. Knows no app and no person."""
