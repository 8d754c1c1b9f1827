"""What all tests share: a property is not wrong because the machine is busy, so there is no deadline for an example."""

from hypothesis import settings

settings.register_profile("parley", deadline=None)
settings.load_profile("parley")
