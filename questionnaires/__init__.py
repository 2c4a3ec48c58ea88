"""Nameless questionnaires after something: the form, what may be shown of it, and how (T15, L13).

Who is asked about what, and the rows that keep it, belong to the app that asks.
"""
