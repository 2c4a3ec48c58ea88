from django.core.management.base import BaseCommand

from accounts.groups import ROLES, sync_staff_group


class Command(BaseCommand):
    help = "Bring the groups behind the admin in line with this version; run after migrate."

    def handle(self, *args: object, **options: object) -> None:
        sync_staff_group()
        self.stdout.write(f"{len(ROLES)} groups are in line")
