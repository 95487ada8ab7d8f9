"""Event codes of SIA DC-03.

Each line: code, kind (`restore:` says of what), what the number after it counts, label.
Codes and names follow SIA DC-03-2017 as listed by siadc09 (public domain); kinds are ours. BV counts zones, since
panels send the zone that confirmed.
"""

SIA_CODES = """\
AA alarm zone Alarm, panel substitution
AB abort zone Abort
AN restore:trouble zone Analog restored
AR restore:trouble - AC restored
AS trouble zone Analog service
AT trouble - AC trouble
BA burglary zone Burglary alarm
BB bypass zone Burglary bypass
BC cancel user Burglary cancel
BD trouble zone Swinger trouble
BE restore:trouble zone Swinger trouble restored
BG burglary zone Unverified event burglary
BH restore:burglary zone Burglary alarm restored
BJ restore:trouble zone Burglary trouble restored
BM verified zone Burglary alarm cross point
BR restore:burglary zone Burglary restored
BS trouble zone Burglary supervisory
BT trouble zone Burglary trouble
BU restore:bypass zone Burglary unbypass
BV verified zone Burglary verified
BX test zone Burglary test
BZ trouble zone Missing supervision
CA close area Automatic closing
CD status area Closing delinquent
CE status user Closing extend
CF close user Forced closing
CG close user Close area
CI status area Fail to close
CJ close area Late close
CK close user Early close
CL close user Closing report
CM burglary zone Missing alarm recent closing
CO status zone Command sent
CP close user Automatic closing
CQ close user Remote closing
CR close user Recent closing
CS close zone Closing keyswitch
CT status area Late to open
CW close area Was force armed
CX status zone Custom function executed
CZ close zone Point closing
DA program user Card assigned
DB program user Card deleted
DC access zone Access closed
DD access zone Access denied
DE access zone Request to enter
DF burglary zone Door forced
DG access zone Access granted
DH access zone Door left open restored
DI access zone Access denied, passback
DJ access zone Door forced trouble
DK access zone Access lockout
DL access zone Door left open alarm
DM access zone Door left open trouble
DN access zone Door left open non-alarm non-trouble
DO access zone Access open
DP access zone Access denied unauthorized time
DQ access zone Access denied unauthorized arming state
DR access zone Door restored
DS access zone Door station
DT access - Access trouble
DU status zone Dealer ID
DV access zone Access denied unauthorized entry level
DW access zone Access denied interlock
DX access zone Request to exit
DY access zone Door locked
DZ access zone Access denied door secured
EA exit_error zone Exit alarm
EE exit_error user Exit error
EJ restore:tamper zone Expansion tamper restored
EM trouble zone Expansion device missing
EN restore:trouble zone Expansion device back
ER restore:trouble zone Expansion restored
ES tamper zone Expansion device tamper
ET trouble zone Expansion trouble
EX trouble zone External device condition
EZ exit_error zone Missing alarm exit error
FA fire zone Fire alarm
FB bypass zone Fire bypass
FC cancel zone Fire cancel
FG fire zone Unverified event, fire
FH restore:fire zone Fire alarm restored
FI test area Fire test begin
FJ restore:trouble zone Fire trouble restored
FK test area Fire test end
FL status zone Fire alarm silenced
FM fire zone Fire alarm, cross
FQ restore:trouble zone Fire supervisory trouble restored
FR restore:fire zone Fire restored
FS trouble zone Fire supervisory
FT trouble zone Fire trouble
FU restore:bypass zone Fire unbypass
FV restore:trouble zone Fire supervision restored
FW trouble zone Fire supervisory trouble
FX test zone Fire test
FY trouble zone Missing fire trouble
FZ trouble zone Missing fire supervision
GA gas zone Gas alarm
GB bypass zone Gas bypass
GH restore:gas zone Gas alarm restored
GJ restore:trouble zone Gas trouble restored
GR restore:gas zone Gas restored
GS trouble zone Gas supervisory
GT trouble zone Gas trouble
GU restore:bypass zone Gas unbypass
GX test zone Gas test
HA hold_up zone Hold-up alarm
HB bypass zone Hold-up bypass
HH restore:hold_up zone Hold-up alarm restored
HJ restore:trouble zone Hold-up trouble restored
HR restore:hold_up zone Hold-up restored
HS trouble zone Hold-up supervisory
HT trouble zone Hold-up trouble
HU restore:bypass zone Hold-up unbypass
IA trouble zone Equipment failure condition
IR restore:trouble zone Equipment restored
JA tamper area User code tamper
JD program user Date changed
JH program user Holiday changed
JK status user Latchkey alert
JL status - Log threshold
JO status - Log overflow
JP status user User on premises
JR program area Schedule executed
JS program user Schedule changed
JT program user Time changed
JV program user User code changed
JX program user User code deleted
JY program user User code added
JZ program user User level set
KA fire zone Heat alarm
KB bypass zone Heat bypass
KH restore:fire zone Heat alarm restored
KJ restore:trouble zone Heat trouble restored
KR restore:fire zone Heat restored
KS trouble zone Heat supervisory
KT trouble zone Heat trouble
KU restore:bypass zone Heat unbypass
LB program - Local program
LD program - Local program denied
LE status - Listen-in ended
LF status - Listen-in begin
LR restore:communication zone Phone line restored
LS program - Local program success
LT communication zone Phone line trouble
LU program - Local program fail
LX program - Local programming ended
MA medical zone Medical alarm
MB bypass zone Medical bypass
MH restore:medical zone Medical alarm restored
MI status zone Canned message
MJ restore:trouble zone Medical trouble restored
MR restore:medical zone Medical restored
MS trouble zone Medical supervisory
MT trouble zone Medical trouble
MU restore:bypass zone Medical unbypass
NA status zone No activity
NC communication zone Network condition
NF close area Forced perimeter arm
NL close area Perimeter armed
NM close area Perimeter armed, user defined
NR restore:communication zone Network restored
NS restore:status zone Activity resumed
NT communication zone Network failure
OA open area Automatic opening
OC cancel user Cancel report
OG open area Open
OH open user Early to open from alarm
OI status area Fail to open
OJ open user Late open
OK open user Early open
OL status user Late to open from alarm
OP open user Opening report
OQ open user Remote opening
OR open user Disarm from alarm
OS open zone Opening keyswitch
OT status user Late to close
OU trouble zone Output state, trouble
OV restore:trouble zone Output state, restored
OZ open zone Point opening
PA hold_up zone Panic alarm
PB bypass zone Panic bypass
PH restore:hold_up zone Panic alarm restored
PJ restore:trouble zone Panic trouble restored
PR restore:hold_up zone Panic restored
PS trouble zone Panic supervisory
PT trouble zone Panic trouble
PU restore:bypass zone Panic unbypass
QA medical zone Emergency alarm
QB bypass zone Emergency bypass
QH restore:medical zone Emergency alarm restored
QJ restore:trouble zone Emergency trouble restored
QR restore:medical zone Emergency restored
QS trouble zone Emergency supervisory
QT trouble zone Emergency trouble
QU restore:bypass zone Emergency unbypass
RA program - Remote programmer call failed
RB program - Remote program begin
RC status zone Relay close
RD program - Remote program denied
RN program - Remote reset
RO status zone Relay open
RP test - Automatic test
RR status - Power up
RS program - Remote program success
RT communication zone Data lost
RU program - Remote program fail
RX test user Manual test
RY test zone Test off normal
SA fire zone Sprinkler alarm
SB bypass zone Sprinkler bypass
SC status zone Change of state
SH restore:fire zone Sprinkler alarm restored
SJ restore:trouble zone Sprinkler trouble restored
SR restore:fire zone Sprinkler restored
SS trouble zone Sprinkler supervisory
ST trouble zone Sprinkler trouble
SU restore:bypass zone Sprinkler unbypass
TA tamper zone Tamper alarm
TB bypass zone Tamper bypass
TC test - All points tested
TE test - Test end
TH restore:tamper zone Tamper alarm restored
TJ restore:tamper zone Tamper trouble restored
TP test zone Walk test
TR restore:tamper zone Tamper restored
TS test - Test start
TT tamper zone Tamper trouble
TU restore:bypass zone Tamper unbypass
TW test - Area watch start
TX test - Test report
TZ test - Area watch end
UA alarm zone Untyped zone alarm
UB bypass zone Untyped zone bypass
UG alarm zone Unverified event, untyped
UH restore:alarm zone Untyped alarm restored
UJ restore:trouble zone Untyped trouble restored
UR restore:alarm zone Untyped zone restored
US trouble zone Untyped zone supervisory
UT trouble zone Untyped zone trouble
UU restore:bypass zone Untyped zone unbypass
UX alarm - Undefined
UY trouble zone Untyped missing trouble
UZ alarm zone Untyped missing alarm
VI restore:trouble zone Printer paper in
VO trouble zone Printer paper out
VR restore:trouble zone Printer restored
VT trouble zone Printer trouble
VX test zone Printer test
VY restore:trouble - Printer online
VZ trouble - Printer offline
WA technical zone Water alarm
WB bypass zone Water bypass
WH restore:technical zone Water alarm restored
WJ restore:trouble zone Water trouble restored
WR restore:technical zone Water restored
WS trouble zone Water supervisory
WT trouble zone Water trouble
WU restore:bypass zone Water unbypass
XA status - Extra account report
XE trouble zone Extra unspecified
XF trouble zone Extra unspecified RF
XH restore:trouble zone RF interference restored
XI test zone Sensor reset
XJ restore:tamper zone RF receiver tamper restored
XL trouble zone Low received signal strength
XM burglary zone Missing alarm cross point
XQ trouble zone RF interference
XR restore:trouble zone Transmitter battery restored
XS tamper zone RF receiver tamper
XT trouble zone Transmitter battery trouble
XW bypass zone Forced point
XX trouble - Fail to test
YA trouble - Bell fault
YB status zone Busy seconds
YC communication - Communications fail
YD communication zone Receiver line card trouble
YE restore:communication zone Receiver line card restored
YF trouble - Parameter checksum fail
YG program - Parameter changed
YH restore:trouble - Bell restored
YI trouble - Overcurrent trouble
YJ restore:trouble - Overcurrent restored
YK restore:communication - Communications restored
YM trouble - System battery missing
YN status - Invalid report
YO status - Unknown message
YP trouble - Power supply trouble
YQ restore:trouble - Power supply restored
YR restore:trouble - System battery restored
YS communication - Communications trouble
YT trouble - System battery trouble
YU trouble zone Diagnostic error
YW trouble - Watchdog reset
YX trouble - Service required
YY status - Status report
YZ restore:trouble zone Service completed
ZA technical zone Freeze alarm
ZB bypass zone Freeze bypass
ZH restore:technical zone Freeze alarm restored
ZJ restore:trouble zone Freeze trouble restored
ZR restore:technical zone Freeze restored
ZS trouble zone Freeze supervisory
ZT trouble zone Freeze trouble
ZU restore:bypass zone Freeze unbypass
"""

# Each line: a restore, and what it ends. H and J end an alarm and a trouble of their own, R either.
ENDS = """\
AN AS
AR AT
BE BD
BH BA BG BM BV CM DF
BJ BT
BR BA BG BM BS BT BV BZ CM DF
EJ ES
EN EM
ER EM ES ET EX
FH FA FG FM
FJ FT
FQ FW
FR FA FG FM FS FT FW FY FZ
FV FS FZ
GH GA
GJ GT
GR GA GS GT
HH HA
HJ HT
HR HA HS HT
IR IA
KH KA
KJ KT
KR KA KS KT
LR LT
MH MA
MJ MT
MR MA MS MT
NR NC NT
OV OU
PH PA
PJ PT
PR PA PS PT
QH QA
QJ QT
QR QA QS QT
SH SA
SJ ST
SR SA SS ST
TH TA
TJ TT
TR TA TT
UH UA UG UZ
UJ UT
UR UA UG US UT UY UZ
VI VO
VR VT
VY VZ
WH WA
WJ WT
WR WA WS WT
XH XQ
XJ XS
XR XT
YE YD
YH YA
YJ YI
YK YC YS
YQ YP
YR YM YT
YZ YX
ZH ZA
ZJ ZT
ZR ZA ZS ZT
"""
