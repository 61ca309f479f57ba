"""The e-mail address of an account: another one, or none, by the present password."""

import pytest
from fixtures.player import Player
from web.test_account import PASSWORD, NewPlayer, cheap, log_in, send, sign_up, signed_in

__all__ = ["cheap"]


def test_another_address_is_the_one_to_log_in_with(player: Player, new_player: NewPlayer) -> None:
    sign_up(player, email="ada@example.org")
    assert 'value="ada@example.org"' in player.client.get("/account/email").text
    assert send(player, "email", email="Ada.Lund@example.org", present=PASSWORD).status_code == 303
    assert "ada.lund@example.org" in player.client.get("/account").text
    assert signed_in(player)
    other = new_player()
    assert log_in(other, login="ada@example.org").status_code == 422
    assert log_in(other, login="ada.lund@example.org").status_code == 303


def test_an_address_alone_makes_an_account_with_a_name_that_nobody_has(new_player: NewPlayer) -> None:
    for address, name in (("ada@example.org", "ada"), ("Ada@example.net", "Ada 2"), ("x@example.org", "learner")):
        player = new_player()
        assert sign_up(player, name=" ", email=address).status_code == 303
        assert f">{name}<" in player.client.get("/account").text
        assert log_in(new_player(), login=address).status_code == 303
    nobody = sign_up(new_player(), name="", email="")
    assert nobody.status_code == 422
    assert "Take a name" in nobody.text
    assert sign_up(new_player(), name="", email="no address").status_code == 422


def test_it_can_be_left_out(player: Player, new_player: NewPlayer) -> None:
    sign_up(player, email="ada@example.org")
    assert send(player, "email", email=" ", present=PASSWORD).status_code == 303
    assert "no link can be mailed" in player.client.get("/account").text
    assert log_in(new_player(), login="ada@example.org").status_code == 422


@pytest.mark.parametrize(
    "email", ["ada", "ada@", "@example.org", "ada@example", "a da@example.org", "a,b@example.org", "ä@example.org"]
)
def test_what_no_mail_could_reach_is_refused_and_shown_again(player: Player, email: str) -> None:
    sign_up(player, email="ada@example.org")
    page = send(player, "email", email=email, present=PASSWORD)
    assert page.status_code == 422
    assert "does not look like an e-mail address" in page.text
    assert f'value="{email}"' in page.text
    assert "ada@example.org" in player.client.get("/account").text


def test_somebody_elses_address_and_a_wrong_password_change_nothing(player: Player, new_player: NewPlayer) -> None:
    sign_up(player, email="ada@example.org")
    other = new_player()
    sign_up(other, name="Bo Berg", email="bo@example.org")
    taken = send(other, "email", email="ADA@example.org", present=PASSWORD)
    assert taken.status_code == 409
    assert "Somebody else has this e-mail address" in taken.text
    assert send(other, "email", email="new@example.org", present="guess").status_code == 422
    assert "bo@example.org" in other.client.get("/account").text


def test_a_guest_and_a_stranger_have_none_to_change(player: Player) -> None:
    assert player.client.get("/account/email").status_code == 404
    player.start()
    assert player.client.get("/account/email").status_code == 404
    assert send(player, "email", email="x@example.org", present="").status_code == 404
