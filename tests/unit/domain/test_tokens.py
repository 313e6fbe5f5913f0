"""Capabilities: as random as they claim, made again only with the key, for one purpose, and known by their form."""

import hashlib
import hmac
from base64 import urlsafe_b64decode

import pytest

from reception.domain import tokens


def test_a_nonce_is_256_random_bits():
    nonces = {tokens.new_nonce() for _ in range(500)}
    assert len(nonces) == 500
    drawn = [urlsafe_b64decode(nonce + "=") for nonce in nonces]
    assert {len(each) for each in drawn} == {32}
    bits = [int.from_bytes(each, "big") for each in drawn]
    for place in range(256):  # of a fair coin, 500 throws lie within 150 and 350 but once in 10^17 times
        assert 150 < sum(each >> place & 1 for each in bits) < 350


def test_a_token_is_made_again_with_the_same_key_purpose_and_nonce_only():
    token = tokens.derive_token("key", "answer", "nonce")
    assert len(urlsafe_b64decode(token + "=")) == 32
    assert token == tokens.derive_token("key", "answer", "nonce")
    others = (("other", "answer", "nonce"), ("key", "asker", "nonce"), ("key", "answer", "nonce2"))
    assert token not in {tokens.derive_token(*each) for each in others}


def test_of_a_token_only_a_hash_is_kept_and_secrets_are_compared_in_constant_time(monkeypatch):
    compared = []
    monkeypatch.setattr(hmac, "compare_digest", lambda one, other: compared.append((one, other)) or one == other)
    assert tokens.hash_token("token") == hashlib.sha256(b"token").hexdigest()
    assert tokens.same("ключ", "ключ")
    assert not tokens.same("ключ", "Ключ")
    assert len(compared) == 2


def test_every_token_is_well_formed():
    assert all(tokens.is_well_formed(tokens.derive_token("key", "answer", tokens.new_nonce())) for _ in range(200))


@pytest.mark.parametrize("spoil", [
    lambda token: token[:-1], lambda token: token[1:], lambda token: f"{token}A", lambda token: f"{token}\n",
    lambda token: f" {token[1:]}", lambda token: f"{token[:-1]}=", lambda token: f"{token[:-1]}Б", lambda _token: "",
    lambda token: f"{token[:-1]}B",
])  # fmt: skip
def test_what_was_cut_or_spelt_otherwise_is_not(spoil):
    assert not tokens.is_well_formed(spoil(tokens.derive_token("key", "answer", "nonce")))
