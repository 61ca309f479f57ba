"""A few names of places that need no context to be known as such: states, their capitals, large regions."""

_NAMES = """
    Afghanistan, Albania, Algeria, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahrain, Bangladesh,
    Belarus, Belgium, Benin, Bolivia, Bosnia, Botswana, Brazil, Bulgaria, Burundi, Cambodia, Cameroon, Canada, Chile,
    China, Colombia, Congo, Croatia, Cuba, Cyprus, Denmark, Ecuador, Egypt, El Salvador, Eritrea, Estonia, Ethiopia,
    Fiji, Finland, France, Gabon, Gambia, Germany, Ghana, Greece, Greenland, Guatemala, Guinea, Haiti, Honduras,
    Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Jamaica, Japan, Kazakhstan, Kenya, Kosovo,
    Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Liberia, Libya, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia,
    Mali, Malta, Mauritania, Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia,
    Nepal, Netherlands, New Zealand, Nicaragua, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan,
    Palestine, Panama, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saudi Arabia,
    Senegal, Serbia, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South Sudan,
    Spain, Sri Lanka, Sudan, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Tunisia, Turkey,
    Türkiye, Turkmenistan, Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan,
    Venezuela, Vietnam, Yemen, Zambia, Zimbabwe, England, Scotland, Wales, Northern Ireland, Britain, Crimea, Gaza,
    Europe, Africa, Asia, Antarctica, Scandinavia, Balkans, Middle East, California, Texas, Florida, Bavaria,
    Amsterdam, Ankara, Athens, Baghdad, Bangkok, Barcelona, Beijing, Beirut, Belgrade, Berlin, Berne, Boston,
    Bratislava,
    Brussels, Bucharest, Budapest, Buenos Aires, Cairo, Chicago, Copenhagen, Damascus, Delhi, Dublin, Edinburgh,
    Frankfurt, Geneva, Glasgow, Hamburg, Helsinki, Hong Kong, Istanbul, Jakarta, Jerusalem, Kabul, Kyiv, Lagos, Lisbon,
    Ljubljana, London, Los Angeles, Madrid, Manchester, Manila, Milan, Minsk, Moscow, Mumbai, Munich, Nairobi, New York,
    Oslo, Ottawa, Paris, Podgorica, Prague, Pristina, Riga, Rome, Sarajevo, Seoul, Shanghai, Skopje, Sofia, Stockholm,
    Strasbourg, Sydney, Tallinn, Tehran, Tel Aviv, Tirana, Tokyo, Vienna, Vilnius, Warsaw, Washington, Zagreb, Zurich
"""

KNOWN = frozenset(" ".join(name.split()) for name in _NAMES.split(","))
