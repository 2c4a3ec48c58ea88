"""Addresses of what machines ask for, outside the languages."""

from django.urls import path

from cms_pages.views import machines, pictures

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_file, name="sitemap_file"),
    path("deljenje/stran/<int:key>.png", pictures.of_page, name="picture_of_page"),
    path("deljenje/urad/<slug:slug>.png", pictures.of_place, name="picture_of_place"),
]
