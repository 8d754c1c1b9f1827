"""From an article's text to proposed facts, every one with the words it rests on.

document → sentences → mentions → claims (by rules, or by a model of the user's own) → evidence gate → facts file, to be
reviewed. A claim that fails the gate never becomes a fact; the reason is kept.
"""
