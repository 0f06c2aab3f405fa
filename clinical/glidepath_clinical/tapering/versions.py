"""The version of the taper engine; it changes whenever the same request could give another plan."""

ENGINE_VERSION = "0.2.0"
