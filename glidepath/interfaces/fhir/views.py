"""Upload a FHIR file, and read what the import did."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from glidepath.care.intake.models import ImportReport
from glidepath.care.intake.queries import recent_reports
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy
from glidepath.foundation.clock import now, today
from glidepath.interfaces.fhir.forms import ImportForm
from glidepath.interfaces.fhir.operations import import_file
from glidepath.interfaces.fhir.presenters import count_rows, not_in_use
from glidepath.interfaces.fhir.questionnaire import questionnaire_of
from glidepath.record.instruments.queries import instrument_of
from glidepath.record.sites.queries import site_of


@policy("import.run")
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; what cannot be taken in is named on this page and nothing is saved."""
    at = now()
    form = ImportForm(request.POST or None, request.FILES or None, site_id=request.actor.site_id, at=at)
    refused = ()
    if request.method == "POST" and form.is_valid():
        file, by = form.cleaned_data["file"], request.actor
        team = [(member.user, Role(member.role)) for member in form.team_members()]
        team.append((request.user, by.role))
        outcome = import_file(by=by, at=at, site=site_of(by.site_id), name=file.name, content=file.read(), team=team)
        if len(outcome.reports) == 1 and not outcome.refused:
            return redirect(reverse("fhir:report", args=[outcome.reports[0].public_id]))
        refused = outcome.refused
    context = {"form": form, "refused": refused, "recent": recent_reports(request.actor)}
    return render(request, "fhir/upload.html", context, status=422 if refused or form.errors else 200)


@policy("import.run")
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What came in, what was already here, and every repair."""
    row = one(request.actor, ImportReport, "import.run", public_id)
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="import report")
    return render(request, "fhir/report.html", {"report": row, "patient": row.patient, "rows": count_rows(row)})


@policy("scale.list")
def questionnaire(request: HttpRequest, slug: str) -> HttpResponse:
    """One questionnaire as a FHIR R4 file; refused by name while the clinic may not use it."""
    site = site_of(request.actor.site_id)
    found = instrument_of(site.pk, slug, today(site.zone))
    if found is None:
        raise Http404
    content = questionnaire_of(found.scale) if found.usable else not_in_use(found)
    status = 200 if found.usable else 409
    answer = JsonResponse(content, status=status, content_type="application/fhir+json")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.json"'
    return answer
