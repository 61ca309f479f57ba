"""Which passwords are taken: long enough and not the first ones to be tried. No rules about which signs."""

import unicodedata

from quizapp.core.message import Message, mark

SHORTEST = 8
LONGEST = 128
LONGEST_TYPED = 1000
"""Characters before composing; so many cannot become few enough."""
TOO_SHORT = mark("Take at least %(least)d characters; a few words in a row are easy to remember.")
TOO_LONG = mark("Take at most %(most)d characters.")
TOO_COMMON = mark("Many people use this password, so it is the first to be tried. Take another one.")
TOO_NEAR = mark("Your password must not be your name or your e-mail address.")

# The most common passwords of at least eight signs in published leaks; shorter ones are refused anyway.
COMMON = frozenset(
    """
    12345678 123456789 1234567890 12345678910 0123456789 987654321 9876543210 87654321 11111111 111111111 1111111111
    00000000 000000000 0000000000 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 999999999
    12341234 123123123 12121212 11223344 1122334455 112233445566 123454321 1234554321 12344321 123321123 147258369
    159753456 789456123 147852369 741852963 963852741 135792468 123654789 987456321 10203040 102030405060 01020304
    qwertyui qwertyuio qwertyuiop qwertzui qwertzuiop azertyui azertyuiop asdfghjk asdfghjkl asdfasdf asdf1234
    zxcvbnm1 zxcvbnm123 zxcvbnm, qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qweqweqwe
    qweasdzxc qazwsxedc qazxswedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 zaq12wsx
    !qaz2wsx 1qazxsw2 qwer1234 1234qwer 12345qwert 123qweasd 123qwe123 123456qwerty 12345qwerty 123456789q 123456789a
    1234567q 123456abc 123456aa a123456789 a1234567 a12345678 q1234567 q12345678 aa123456 aa12345678 abc12345 abc123456
    abcd1234 abcdefgh abcdefghi abcdef123 abc123abc 123abc123 1a2b3c4d a1b2c3d4 a1s2d3f4 aaaaaaaa aaaaaaaaa
    password password1 password2 password12 password123 password1234 password12345 password! password1! passw0rd
    passw0rd1 p@ssw0rd p@ssword pa$$word pa55word passpass pass1234 pass12345 mypassword mypassword1 thepassword
    newpassword oldpassword yourpassword drowssap passwort passwort1 passwort123 motdepasse contraseña contrasena
    wachtwoord lozinka123 fjalekalimi changeme changeme1 changeme123 letmein1 letmein123 letmeinn welcome1 welcome12
    welcome123 welcome1234 welcome! welcome01 admin123 admin1234 admin12345 admin123456 administrator adminadmin
    rootroot root1234 user1234 username test1234 test12345 testtest testing1 testing123 temp1234 guest123 default1
    secret12 secret123 master12 master123 login123 computer computer1 internet internet1 samsung1 samsung123
    iloveyou iloveyou1 iloveyou2 iloveyou! iloveu12 ilovegod iloveme1 loveyou1 lovelove lovely12 loveme123 trustno1
    sunshine sunshine1 princess princess1 princesa football football1 baseball baseball1 basketball softball
    liverpool liverpool1 barcelona arsenal1 chelsea1 juventus realmadrid superman superman1 batman123 spiderman
    starwars starwars1 pokemon1 pokemon123 minecraft minecraft1 dragon12 dragon123 monkey12 monkey123 shadow12
    shadow123 michael1 michelle jennifer jordan23 jessica1 charlie1 nicholas danielle elizabeth alexander alexandra
    victoria samantha benjamin christian carolina whatever whatever1 butterfly chocolate estrella cocacola blink182
    mercedes corvette ferrari1 mustang1 midnight maverick december november september summer2024 summer2025 summer2026
    winter2024 winter2025 winter2026 spring2025 spring2026 autumn2026 hello123 hello1234 hellohello helloworld
    google123 facebook facebook1 youtube1 linkedin whatsapp killer123 freedom1 fuckyou1 fuckyou123 asshole1 bitch123
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)


def normal(password: str) -> str:
    """Return the form in which a password is counted, hashed and compared: however a keyboard composes its signs.

    Of a text that is too long anyway only the beginning: composing takes a time that grows with the square.
    """
    return unicodedata.normalize("NFKC", password[:LONGEST_TYPED])


def problem(password: str, *own: str | None) -> Message | None:
    """Say what is wrong with a normalised password, or None. `own` are the person's name and e-mail address."""
    if len(password) < SHORTEST:
        return Message(TOO_SHORT, {"least": SHORTEST})
    if len(password) > LONGEST:
        return Message(TOO_LONG, {"most": LONGEST})
    plain = password.casefold()
    if any(plain == normal(each).casefold().strip() for each in own if each):
        return Message(TOO_NEAR)
    if plain in COMMON or len(set(plain)) == 1:
        return Message(TOO_COMMON)
    return None
