"""Addresses of this room."""

from django.urls import path

from changren.search import views

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("similar/", views.similar, name="similar"),
    path("matters/", views.matters, name="matters"),
]
