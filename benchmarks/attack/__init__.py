"""A friendly attacker with an afternoon: every address, asked by everybody, with all that is hostile.

`python -m benchmarks.attack` builds two municipalities in a database of its own, with the product's own database
roles, and plants words in each: the other's, the police's, people's own, secrets. Then it asks. Each attempt is
undone before the next, so that one that destroys something hides nothing from those after it.
"""
