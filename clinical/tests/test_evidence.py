"""Every source has a key and a mark, and every key that is cited exists."""

from __future__ import annotations

import pytest
from glidepath_clinical.evidence import CITATIONS, MARKS, UnknownCitation, cite
from glidepath_clinical.medicines import factor_sets
from glidepath_clinical.protocol.about_limits import ABOUT
from glidepath_clinical.red_flags import RULES
from glidepath_clinical.scales import SCALES
from glidepath_clinical.tapering import frameworks


def test_every_source_carries_a_known_mark_and_says_where_it_was_read() -> None:
    for key, citation in CITATIONS.items():
        assert citation.key == key
        assert citation.mark in MARKS
        assert citation.title
        assert citation.seen_in


def test_an_address_is_https_or_absent() -> None:
    assert all(each.url is None or each.url.startswith("https://") for each in CITATIONS.values())


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(UnknownCitation, match="no-such-source"):
        cite("no-such-source")


def test_a_citation_reads_as_one_line_with_its_mark_in_words() -> None:
    assert cite("va-otdt").text.endswith("2016 (seen in a source)")


def test_every_rule_limit_scale_framework_and_factor_set_cites_a_source_that_exists() -> None:
    cited = {key for rule in RULES for key in rule.CITES}
    cited |= {about.cite for about in ABOUT.values()}
    cited |= {key for scale in SCALES for key in scale.cites}
    cited |= {framework.cite for framework in frameworks()}
    cited |= {factors.cite for factors in factor_sets()}
    assert cited <= set(CITATIONS)
