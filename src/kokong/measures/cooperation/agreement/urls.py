"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern, path

from . import views

PATTERNS: list[URLPattern] = [
    path("agreement/", views.agreement, name="agreement"),
    path("agreement/new/", views.new_line, name="agreement-new"),
    path("agreement/<int:line_id>/end/", views.end_line, name="agreement-end"),
    path("agreement/share/", views.share, name="share"),
    path("agreement/shared/<int:sharing_id>/take-back/", views.take_back, name="share-back"),
    path("agreement/register/", views.the_register, name="register"),
    path("agreement/register.pdf", views.register_pdf, name="register-pdf"),
    path("agreement/assessment/", views.the_assessment, name="assessment"),
    path("agreement/assessment.pdf", views.assessment_pdf, name="assessment-pdf"),
]
