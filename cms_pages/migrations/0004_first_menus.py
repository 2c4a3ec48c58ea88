from django.db import migrations

# The menus as they were before editors kept them.
MENUS = {
    "main": ["services", "units", "waiting_times", "find_booking"],
    "footer": ["help", "accessibility", "privacy_notice", "api_root"],
}


def fill(apps, schema_editor):
    link = apps.get_model("cms_pages", "MenuLink")
    link.objects.bulk_create(
        link(place=place, order=order, address=address)
        for place, addresses in MENUS.items()
        for order, address in enumerate(addresses)
    )


class Migration(migrations.Migration):
    dependencies = [("cms_pages", "0003_menu_link")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
