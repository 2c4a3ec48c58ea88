"""Forecast and actual of a contract, for the coordinator (T9, T15). Nobody is named in them."""
