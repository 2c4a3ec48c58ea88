"""Addresses of the coordinator's pages of runs."""

from django.urls import reverse


def address(name, *args):
    return reverse(f"training:{name}", args=args)
