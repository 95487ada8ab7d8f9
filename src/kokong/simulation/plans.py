"""Town plans: the hand-drawn part of a town, in metres from its harbour (x east, y north).

A plan fixes what a person would sketch on paper: the shore, the river, the main roads and the
districts with their character. Everything within the districts is grown from the seed.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .model import Point

Line: TypeAlias = tuple[Point, ...]
DistrictKind: TypeAlias = Literal["centre", "old", "flats", "rows", "villas", "holiday", "industry"]


@dataclass(frozen=True, slots=True)
class Road:
    """A main road, drawn through its control points."""

    name: str
    kind: Literal["secondary", "tertiary"]
    line: Line


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """A district: its outline, its main street direction (degrees from east) and how far apart streets lie."""

    name: str
    kind: DistrictKind
    postcode: str
    outline: Line
    theme: str
    direction: float = 0.0
    spacing: float = 74.0
    bend: float = 0.5


@dataclass(frozen=True, slots=True)
class Landmark:
    """A building everybody knows, with the ground it keeps free around it (metres)."""

    use: Literal["church", "school", "townhall", "station", "retail", "hospital", "sports"]
    name: str
    at: Point
    angle: float
    ground: float


@dataclass(frozen=True, slots=True)
class TownPlan:
    """Everything about a town that is not left to the seed. The sea lies east of `coast` (south to north)."""

    name: str
    code: str
    origin: Point
    half_size: Point
    sea: str
    coast: Line
    quays: tuple[Line, ...]
    islands: tuple[tuple[float, float, float], ...]
    river: str
    river_line: Line
    lakes: tuple[tuple[str, float, float, float], ...]
    roads: tuple[Road, ...]
    districts: tuple[DistrictPlan, ...]
    parks: tuple[tuple[str, Line], ...]
    landmarks: tuple[Landmark, ...]
    promenade: tuple[Line, ...] = ()


HAVSVIK = TownPlan(
    name="Havsvik",
    code="9901",
    origin=(601_200.0, 6_372_400.0),
    half_size=(2500.0, 2500.0),
    sea="Havsviksfjärden",
    coast=(
        (540, -2900), (620, -2450), (830, -2150), (1180, -2050), (1500, -1900), (1690, -1640), (1560, -1390),
        (1260, -1290), (1090, -1120), (940, -960), (800, -830), (640, -680), (480, -560), (360, -430),
        (270, -260), (200, -90), (190, 40), (280, 130), (430, 190), (620, 300), (900, 380), (1220, 400),
        (1560, 520), (1900, 700), (2110, 960), (2040, 1250), (1760, 1390), (1420, 1420), (1150, 1500),
        (1010, 1700), (1120, 1930), (1320, 2180), (1290, 2500), (1220, 2900),
    ),
    quays=(
        ((120, -420), (330, -395), (352, -330), (268, -60), (196, 20), (80, 0)),
        ((300, -250), (520, -130), (515, -118), (290, -232)),
        ((415, -455), (640, -430), (640, -422), (415, -446)),
        ((440, -505), (700, -490), (700, -482), (440, -497)),
        ((310, 128), (560, 40), (680, -60), (690, -48), (566, 54), (318, 150)),
    ),
    islands=(
        (1150, -560, 120), (1420, -330, 60), (1010, -140, 45), (1750, -80, 150), (2080, 250, 80),
        (1960, -620, 60), (2250, -980, 110), (2100, 1700, 130), (1750, 1850, 75), (1500, 1750, 40),
    ),
    river="Viksån",
    river_line=(
        (-2900, 980), (-2500, 900), (-2100, 740), (-1700, 600), (-1350, 640), (-1050, 590), (-760, 420),
        (-480, 255), (-220, 190), (0, 110), (140, 70), (330, 60),
    ),
    lakes=(("Mörtsjön", -2020, -1250, 210), ("Svandammen", -560, 300, 34), ("Tjärnen", -1050, 2000, 90)),
    roads=(
        Road("Kustvägen", "secondary", (
            (-1800, -2900), (-1640, -2300), (-1380, -1700), (-1110, -1230), (-985, -760), (-960, -260),
            (-905, 230), (-790, 680), (-620, 1100), (-420, 1560), (-330, 2050), (-150, 2900),
        )),
        Road("Västra vägen", "secondary", (
            (-430, -130), (-700, -175), (-962, -200), (-1350, -150), (-1750, -240), (-2150, -190), (-2900, -330),
        )),
        Road("Södra vägen", "tertiary", (
            (-120, -440), (-70, -690), (60, -930), (290, -1170), (560, -1390), (880, -1560), (1180, -1610),
            (1440, -1650),
        )),
        Road("Ringvägen", "tertiary", (
            (-1090, -1190), (-840, -1200), (-540, -1130), (-240, -1080), (60, -930),
        )),
        Road("Norra vägen", "tertiary", (
            (-190, 40), (-200, 190), (-160, 400), (-60, 560), (190, 650), (520, 690), (860, 770), (1180, 860),
            (1480, 960), (1760, 1080),
        )),
        Road("Bergavägen", "tertiary", ((-640, 1050), (-460, 960), (-260, 790), (-60, 560))),
    ),
    districts=(
        DistrictPlan("Innerstaden", "centre", "990 30", (
            (-430, -430), (110, -410), (250, -330), (180, -40), (100, 40), (-150, 70), (-420, 110)),
            "centre", -14, 82, 0.06),
        DistrictPlan("Fiskarstaden", "old", "990 31", (
            (-50, -455), (200, -440), (370, -470), (500, -590), (660, -730), (560, -880), (330, -900),
            (80, -860), (-20, -680)), "harbour", -40, 46, 0.7),
        DistrictPlan("Norrgården", "flats", "990 32", (
            (-600, 470), (-420, 330), (-190, 260), (-120, 560), (-290, 760), (-480, 900), (-680, 900),
            (-740, 690)), "music", 35, 118, 0.5),
        DistrictPlan("Ekbacken", "flats", "990 33", (
            (-950, -560), (-700, -620), (-470, -560), (-440, -200), (-700, -210), (-930, -250)),
            "trees", 8, 124, 0.4),
        DistrictPlan("Lyckan", "rows", "990 33", (
            (-925, -150), (-700, -140), (-470, -90), (-450, 120), (-560, 230), (-780, 380), (-880, 220)),
            "fairy", 25, 72, 0.6),
        DistrictPlan("Sörgärdet", "villas", "990 34", (
            (-970, -1130), (-540, -1090), (-240, -1040), (0, -900), (-100, -640), (-140, -480), (-430, -470),
            (-480, -600), (-700, -660), (-960, -620)), "flowers", -8, 74, 0.6),
        DistrictPlan("Månberget", "rows", "990 35", (
            (-950, -1240), (-540, -1180), (-250, -1120), (-190, -1390), (-420, -1640), (-820, -1620),
            (-1080, -1440)), "space", -20, 76, 0.8),
        DistrictPlan("Solbacken", "villas", "990 35", (
            (-170, -1110), (50, -960), (280, -1190), (560, -1420), (860, -1600), (640, -1860), (240, -2020),
            (-180, -1850), (-340, -1640), (-130, -1400)), "birds", -38, 76, 0.9),
        DistrictPlan("Strandäng", "villas", "990 36", (
            (110, -900), (330, -930), (600, -890), (760, -870), (960, -1050), (1150, -1280), (1080, -1480),
            (820, -1500), (560, -1360), (310, -1150)), "sea", -42, 72, 0.5),
        DistrictPlan("Havsudden", "holiday", "990 41", (
            (1130, -1360), (1300, -1320), (1580, -1440), (1640, -1660), (1440, -1880), (1150, -1990),
            (860, -2050), (760, -1900), (940, -1640), (1120, -1560)), "shore", -25, 92, 1.1),
        DistrictPlan("Västerled", "villas", "990 37", (
            (-985, -300), (-1020, -740), (-1120, -1080), (-1420, -1080), (-1700, -900), (-1760, -520),
            (-1560, -230), (-1200, -200)), "berries", 70, 75, 0.8),
        DistrictPlan("Kvarnbacken", "rows", "990 37", (
            (-990, -120), (-1340, -90), (-1560, 30), (-1560, 330), (-1330, 500), (-1080, 480), (-940, 240)),
            "village", -15, 74, 0.9),
        DistrictPlan("Norrby", "villas", "990 38", (
            (-830, 720), (-690, 1030), (-500, 1500), (-640, 1760), (-1000, 1700), (-1300, 1430), (-1350, 1030),
            (-1100, 760)), "wood", 60, 76, 0.9),
        DistrictPlan("Bergsvik", "villas", "990 39", (
            (-400, 990), (-240, 820), (-50, 600), (190, 690), (520, 730), (800, 810), (900, 1130), (760, 1430),
            (380, 1640), (0, 1600), (-330, 1420)), "myth", 20, 75, 1.0),
        DistrictPlan("Sjötorp", "villas", "990 40", (
            (-130, 480), (-110, 290), (60, 200), (330, 230), (600, 350), (900, 430), (1190, 460), (1270, 700),
            (1170, 820), (860, 730), (520, 640), (180, 610)), "boats", 20, 70, 0.4),
        DistrictPlan("Lövö", "holiday", "990 42", (
            (1330, 560), (1560, 580), (1880, 760), (2050, 970), (1990, 1210), (1740, 1330), (1400, 1360),
            (1150, 1420), (1010, 1260), (1120, 900)), "archipelago", 22, 96, 1.1),
        DistrictPlan("Verkstaden", "industry", "990 43", (
            (-1180, -1240), (-1420, -1640), (-1560, -1960), (-1850, -1850), (-1880, -1480), (-1560, -1190)),
            "work", 58, 150, 0.2),
    ),
    parks=(
        ("Stadsparken", ((-420, 120), (-230, 90), (-230, 180), (-470, 250), (-600, 340), (-560, 230))),
        ("Ekparken", ((-470, -560), (-430, -540), (-130, -470), (-120, -440), (-430, -440), (-455, -210))),
        ("Strandparken", ((500, -580), (640, -690), (790, -840), (740, -870), (590, -740))),
        ("Hamnparken", ((-60, 250), (60, 130), (170, 120), (300, 175), (320, 225), (70, 195), (-100, 285))),
    ),
    landmarks=(
        Landmark("church", "Havsviks kyrka", (-60, -190), -14, 46),
        Landmark("townhall", "Rådhuset", (60, -285), -14, 26),
        Landmark("school", "Norrskolan", (-520, 610), 35, 66),
        Landmark("school", "Sörgärdesskolan", (-380, -820), -8, 78),
        Landmark("school", "Bergsviks skola", (240, 1090), 20, 76),
        Landmark("sports", "Idrottsplatsen", (-1230, 330), -15, 90),
        Landmark("hospital", "Vårdcentralen", (-590, -290), 8, 44),
        Landmark("retail", "Viksköp", (-840, -430), 8, 54),
    ),
    promenade=(((330, -400), (560, -600), (860, -890), (1140, -1210)), ((300, 150), (640, 330), (1210, 420))),
)

NORRSUND = TownPlan(
    name="Norrsund",
    code="9902",
    origin=(622_800.0, 6_781_600.0),
    half_size=(1700.0, 1600.0),
    sea="Norrsundsviken",
    coast=(
        (700, -2000), (760, -1500), (620, -1150), (480, -900), (330, -640), (240, -380), (160, -150),
        (210, 30), (360, 150), (520, 330), (760, 480), (1010, 690), (980, 980), (760, 1150), (640, 1400),
        (720, 2000),
    ),
    quays=(
        ((60, -330), (250, -350), (275, -250), (190, -80), (70, -60)),
        ((260, -270), (430, -200), (426, -190), (256, -252)),
    ),
    islands=((720, -330, 90), (980, -40, 70), (1150, -700, 120), (1330, 320, 60)),
    river="Sundsån",
    river_line=((-2000, 240), (-1500, 330), (-1050, 210), (-650, 250), (-300, 160), (0, 60), (280, 20)),
    lakes=(("Abborrtjärn", -1150, -760, 130),),
    roads=(
        Road("Landsvägen", "secondary", (
            (-900, -2000), (-760, -1300), (-600, -750), (-540, -200), (-480, 300), (-300, 800), (-260, 2000))),
        Road("Hamnvägen", "tertiary", ((-560, -300), (-400, -260), (-230, -250))),
        Road("Udden", "tertiary", ((-450, 400), (-180, 380), (120, 400), (380, 560), (700, 760))),
    ),
    districts=(
        DistrictPlan("Köpingen", "centre", "992 30", (
            (-300, -430), (80, -430), (220, -330), (150, -60), (20, 0), (-280, 60)), "centre", -10, 84, 0.1),
        DistrictPlan("Tallbacken", "flats", "992 31", (
            (-540, -760), (-330, -740), (-310, -460), (-520, -360)), "trees", 10, 120, 0.4),
        DistrictPlan("Södra Sund", "villas", "992 32", (
            (-300, -500), (130, -480), (250, -560), (400, -840), (300, -1020), (-140, -1060), (-320, -800)),
            "flowers", -30, 75, 0.8),
        DistrictPlan("Åsen", "villas", "992 33", (
            (-460, 330), (-180, 420), (110, 430), (260, 520), (240, 820), (-60, 960), (-260, 880)),
            "birds", 20, 76, 0.9),
        DistrictPlan("Ängsbyn", "rows", "992 33", (
            (-580, -160), (-560, 120), (-760, 160), (-960, 60), (-940, -180)), "berries", 5, 74, 0.7),
        DistrictPlan("Uddnäs", "holiday", "992 41", (
            (360, 480), (520, 400), (740, 540), (960, 720), (930, 940), (700, 1080), (480, 900), (330, 640)),
            "archipelago", 35, 92, 1.0),
    ),
    parks=(("Åparken", ((-290, 60), (-20, 20), (-20, 90), (-280, 140))),),
    landmarks=(
        Landmark("church", "Norrsunds kyrka", (-130, -250), -10, 44),
        Landmark("school", "Sundskolan", (-60, -760), -30, 66),
    ),
    promenade=(((320, -560), (480, -860)),),
)
