"""Words of Wagtail's and its neighbours' that their Slovene catalogues lack (B73).

Named here, they are gathered into our own catalogue, which is asked first. What a later release
translates itself may go.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = [
    # the dialogue of keyboard shortcuts, the account page
    _("Application"),
    _("Text editing"),
    _("account"),
    _("Show keyboard shortcuts"),
    _("Close modal dialogs (like this one)"),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("contrast"),
    _("More contrast"),
    # lists
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in "
        "'<span class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
    _("Disable custom ordering"),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Usage count"),
    _("Grid layout"),
    _("List layout"),
    _("Layout"),
    _("Minimum"),
    _("Maximum"),
    _("exact"),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    # the page's editor
    _("Saved"),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("View latest version"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and calculate "
        "the number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for different "
        "languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and "
        "words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
    _("Meta description is empty"),
    _("Add a concise description for search engines"),
    _(
        'This publishing schedule will only take effect after you select the "Schedule to '
        'publish" option'
    ),
    _("Actions (footer)"),
    _("To be created by %(user)s"),
    _("Please provide an image description to comply with best practices for accessibility."),
]

COUNTED = [
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
]

# What Wagtail's scripts say. Their catalogue is made of Wagtail's own alone: portal.admin_words.
OF_SCRIPTS = [
    _("A network error occurred."),
    _("A server error occurred."),
    _("Autosave in progress…"),
    _("Changes have been autosaved."),
    _("Complex"),
    _("Fair"),
    _("Good"),
]
