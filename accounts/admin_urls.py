"""Mounted before Wagtail's own: a password alone must not open the admin (DESIGN 1)."""

from allauth.account import views as account
from django.urls import path

from accounts.views import to_sign_in

urlpatterns = [
    path("login/", to_sign_in, name="wagtailadmin_login"),
    path("logout/", account.logout, name="wagtailadmin_logout"),
    path("password_reset/", to_sign_in, name="wagtailadmin_password_reset"),
    path("password_reset/done/", to_sign_in, name="wagtailadmin_password_reset_done"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        to_sign_in,
        name="wagtailadmin_password_reset_confirm",
    ),
    path("password_reset/complete/", to_sign_in, name="wagtailadmin_password_reset_complete"),
]
