"""Addresses of this room."""

from django.urls import path

from changren.overview import views

app_name = "overview"

urlpatterns = [
    path("", views.board, name="board"),
    path("records/", views.records, name="records"),
    path("excel/", views.excel, name="excel"),
    path("trial/", views.trial, name="trial"),
]
