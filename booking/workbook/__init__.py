"""The catalogue as an Excel workbook: how it looks, what is read from it, what that means (B9).

`writing` makes a workbook, `gate` and `reading` turn an uploaded one into tables, `checking` says
what they would do to the catalogue. Only `booking.actions.catalogue` does it.
"""
