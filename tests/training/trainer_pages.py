"""Trainers' own pages: their addresses, and a trainer signed in to them."""

from django.urls import reverse


def signed(client, trainer):
    client.force_login(trainer.user)
    return client


def path(name, *args):
    return reverse(f"trainer_{name}", args=args)
