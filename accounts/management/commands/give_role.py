from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions import give
from accounts.models import User
from accounts.roles import Role
from privacy.audit import SYSTEM


class Command(BaseCommand):
    help = "Give a user a role everywhere: how the first administrator of a new portal is made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: object, username: str, role: str, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"there is no user {username}; no role was given")
        give(user, Role(role), by=SYSTEM, at=timezone.now())
        self.stdout.write(f"1 role given: {username} is {role}")
