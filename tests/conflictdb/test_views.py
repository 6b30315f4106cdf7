from __future__ import annotations

import pytest
from django.test import Client

from conflictdb.models import Actor


@pytest.mark.django_db
def test_the_start_page_counts_what_stands_and_links_on(client: Client) -> None:
    Actor.objects.create(slug="example", name="Example", kind="ngo")
    page = client.get("/").content.decode()
    assert "<dt>actors</dt><dd>1</dd>" in page
    assert [link for link in ("/graphql/", "/graphql/schema.graphql", "/admin/", "/readyz") if f'href="{link}"' not in page] == []


@pytest.mark.django_db
def test_the_start_page_is_only_read(client: Client) -> None:
    assert client.post("/").status_code == 405
