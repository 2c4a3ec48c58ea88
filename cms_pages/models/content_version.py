from django.db import models


class ContentVersion(models.Model):
    """One row: the transaction that last changed anything a public page shows.

    Triggers write it at commit (cms_pages/migrations/0002), so no way of changing content, a bulk
    update or a console included, can forget it. cms_pages.kept_pages reads it.
    """

    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)
