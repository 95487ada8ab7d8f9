"""The comparison municipality: a smaller town further north. It does not exist either."""

from .plans import DistrictPlan, Landmark, Road, TownPlan, line

NORRSUND = TownPlan(
    name="Norrsund",
    code="9902",
    origin=(622_800.0, 6_781_600.0),
    half_size=(1700.0, 1600.0),
    sea="Norrsundsviken",
    coast=line(
        "700,-2000 760,-1500 620,-1150 480,-900 330,-640 240,-380 160,-150 210,30 360,150 520,330 "
        "760,480 1010,690 980,980 760,1150 640,1400 720,2000"
    ),
    quays=(
        line("60,-330 250,-350 275,-250 190,-80 70,-60"),
        line("260,-270 430,-200 426,-190 256,-252"),
    ),
    islands=((720, -330, 90), (980, -40, 70), (1150, -700, 120), (1330, 320, 60)),
    river="Sundsån",
    river_line=line("-2000,240 -1500,330 -1050,210 -650,250 -300,160 0,60 280,20"),
    lakes=(("Abborrtjärn", -1150, -760, 130),),
    roads=(
        Road(
            "Landsvägen",
            "secondary",
            line("-900,-2000 -760,-1300 -600,-750 -540,-200 -480,300 -300,800 -260,2000"),
        ),
        Road("Hamnvägen", "tertiary", line("-560,-300 -400,-260 -230,-250")),
        Road("Uddvägen", "tertiary", line("-450,400 -180,380 120,400 380,560 700,760")),
    ),
    districts=(
        DistrictPlan(
            "Köpingen",
            "centre",
            "992 30",
            line("-300,-430 80,-430 220,-330 150,-60 20,0 -280,60"),
            "centre",
            -10,
            84,
            0.1,
        ),
        DistrictPlan(
            "Tallbacken",
            "flats",
            "992 31",
            line("-540,-760 -330,-740 -310,-460 -520,-360"),
            "trees",
            10,
            120,
            0.4,
        ),
        DistrictPlan(
            "Södra Sund",
            "villas",
            "992 32",
            line("-300,-500 130,-480 250,-560 400,-840 300,-1020 -140,-1060 -320,-800"),
            "flowers",
            -30,
            75,
            0.8,
        ),
        DistrictPlan(
            "Åsen",
            "villas",
            "992 33",
            line("-460,330 -180,420 110,430 260,520 240,820 -60,960 -260,880"),
            "birds",
            20,
            76,
            0.9,
        ),
        DistrictPlan(
            "Ängsbyn",
            "rows",
            "992 33",
            line("-580,-160 -560,120 -760,160 -960,60 -940,-180"),
            "berries",
            5,
            74,
            0.7,
        ),
        DistrictPlan(
            "Uddnäs",
            "holiday",
            "992 41",
            line("360,480 520,400 740,540 960,720 930,940 700,1080 480,900 330,640"),
            "archipelago",
            35,
            92,
            1.0,
        ),
    ),
    parks=(("Åparken", line("-290,60 -20,20 -20,90 -280,140")),),
    landmarks=(
        Landmark("church", "Norrsunds kyrka", (-130, -250), -10, 44),
        Landmark("school", "Sundskolan", (-60, -760), -30, 66),
    ),
    promenade=(line("320,-560 480,-860"),),
)
