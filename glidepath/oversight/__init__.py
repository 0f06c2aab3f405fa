"""Looking back and looking over: boards, homes, reports."""
