"""Words that names are made up from. None of them tells of a person's looks, and no two together mean harm."""

_ADJECTIVES = """
    Able Agile Airy Amber Azure Bold Brave Breezy Bright Brisk Calm Candid Clever Coral Cosmic Cosy Crisp Curious
    Daring Dapper Eager Early Emerald Fair Fast Fleet Fond Frosty Gentle Gleaming Glad Golden Grand Happy Hardy Hazel
    Honest Indigo Ivory Jolly Keen Kind Light Lively Lucky Lunar Mellow Merry Mighty Misty Neat Nimble Noble Opal
    Patient Placid Polar Proud Quick Quiet Rapid Rosy Ruby Sandy Serene Sharp Silent Silver Sincere Smart Snowy Solar
    Speedy Spry Starry Steady Sturdy Sunny Swift Teal Tidy True Velvet Violet Vivid Warm Wise Witty Zesty
"""
_CREATURES = """
    Alder Alpaca Aspen Avocet Badger Beech Bison Bittern Brambling Bunting Buzzard Caribou Cedar Cheetah Chestnut
    Chough Condor Cormorant Crane Curlew Cypress Dolphin Dove Dunlin Eagle Egret Eider Elder Falcon Fern Finch
    Firecrest Flamingo Fox Gannet Gazelle Gecko Goldcrest Gosling Grebe Gull Hare Hawk Hawthorn Hedgehog Heron Hobby
    Hoopoe Ibex Ibis Jackdaw Juniper Kestrel Kingfisher Kite Koala Lapwing Larch Lark Lemur Linden Linnet Lizard Lynx
    Magpie Maple Marmot Marten Merlin Moose Newt Nightingale Nuthatch Oak Ocelot Oriole Osprey Otter Owl Panda
    Partridge Penguin Petrel Pine Pipit Plover Poplar Puffin Puma Quail Raven Redwing Robin Rook Rowan Salmon
    Sandpiper Seal Skylark Sparrow Spruce Squirrel Starling Stork Swallow Swan Swift Tapir Tern Thrush Toucan Turtle
    Wagtail Walnut Warbler Waxwing Whale Willow Wolf Wombat Wren Yew Zebra
"""

ADJECTIVES = tuple(_ADJECTIVES.split())
CREATURES = tuple(_CREATURES.split())
