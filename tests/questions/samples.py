"""A short questionnaire about a home."""

from kokong import questions

TEXT = """
id = "home"
edition = "2026-1"
languages = ["sv", "en"]
title = {sv = "Hemkoll", en = "Home check"}

[[part]]
id = "start"
title = {sv = "Bostaden", en = "The home"}
[[part]]
id = "shell"
title = {sv = "Skalet", en = "The shell"}

[[question]]
id = "kind"
part = "start"
ask = {sv = "Hur bor du?", en = "How do you live?"}
must = true
[[question.choice]]
id = "house"
says = {sv = "I hus", en = "In a house"}
[[question.choice]]
id = "flat"
says = {sv = "I lägenhet", en = "In a flat"}

[[question]]
id = "door"
part = "shell"
weight = 4
ask = {sv = "Vilket lås har dörren?", en = "What lock does the door have?"}
[[question.choice]]
id = "deadlock"
value = 1
says = {sv = "Ett godkänt", en = "An approved one"}
[[question.choice]]
id = "latch"
value = 0.25
says = {sv = "Ett vanligt", en = "A plain one"}
[question.choice.step]
says = {sv = "Byt lås", en = "Change the lock"}
kronor = [2000, 4000]
minutes = [0, 60]

[[question]]
id = "terrace"
part = "shell"
weight = 2
when = [{question = "kind", has = ["house"]}]
ask = {sv = "Har altandörren lås?", en = "Is there a lock on the terrace door?"}
[[question.choice]]
id = "yes"
value = 1
says = {sv = "Ja", en = "Yes"}
[[question.choice]]
id = "no"
value = 0
says = {sv = "Nej", en = "No"}
[question.choice.step]
says = {sv = "Sätt dit ett", en = "Fit one"}
kronor = [300, 500]
[[question.choice]]
id = "none"
says = {sv = "Det finns ingen", en = "There is none"}

[[question]]
id = "key"
part = "shell"
weight = 1
when = [{question = "terrace", has = ["yes"]}]
ask = {sv = "Sitter nyckeln i?", en = "Is the key left in?"}
[[question.choice]]
id = "no"
value = 1
says = {sv = "Nej", en = "No"}
[[question.choice]]
id = "yes"
value = 0
says = {sv = "Ja", en = "Yes"}
[question.choice.step]
says = {sv = "Ta ur den", en = "Take it out"}

[[question]]
id = "alarm"
part = "shell"
weight = 1
after = ["door", "terrace"]
ask = {sv = "Har du larm?", en = "Do you have an alarm?"}
[[question.choice]]
id = "yes"
value = 1
says = {sv = "Ja", en = "Yes"}
[[question.choice]]
id = "no"
value = 0
says = {sv = "Nej", en = "No"}
[question.choice.step]
says = {sv = "Skaffa ett", en = "Get one"}
kronor = [3000, 6000]

[[question]]
id = "lights"
part = "shell"
kind = "many"
ask = {sv = "Vilket ljus?", en = "Which lights?"}
[[question.choice]]
id = "sensor"
says = {sv = "Med sensor", en = "By sensor"}
[[question.choice]]
id = "timer"
says = {sv = "Med timer", en = "By timer"}

[[question]]
id = "doors"
part = "start"
kind = "number"
least = 1
most = 20
ask = {sv = "Hur många dörrar?", en = "How many doors?"}

[[question]]
id = "note"
part = "start"
kind = "text"
ask = {sv = "Något mer?", en = "Anything else?"}
"""
HOME = questions.read([TEXT])
