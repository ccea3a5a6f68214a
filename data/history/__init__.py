"""The history: what each poll brought, a partition a local day, in files that survive a kill."""
