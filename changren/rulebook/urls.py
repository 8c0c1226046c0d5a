"""Addresses of this room."""

from django.urls import path

from changren.rulebook import views

app_name = "rulebook"

urlpatterns = [
    path("provisions/<str:key>/", views.provision, name="provision"),
    path("<uuid:pk>/", views.regulation, name="regulation"),
]
