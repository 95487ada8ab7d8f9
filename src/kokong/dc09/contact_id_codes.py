"""Event codes of Contact ID (SIA DC-05), without their qualifier.

Each line: code, kind (`restore:` says of what), what the number after it counts, label.
Codes and names follow SIA DC-05-2016 as listed by siadc09 (public domain); kinds are ours. Open and close share a
code and stand as close; the qualifier tells them apart.
"""

CONTACT_ID_CODES = """\
100 medical zone Medical
101 medical zone Personal emergency
102 medical zone Fail to report in
103 medical zone Fall detected
110 fire zone Fire
111 fire zone Smoke
112 fire zone Combustion
113 fire zone Water flow
114 fire zone Heat
115 fire zone Pull station
116 fire zone Duct
117 fire zone Flame
118 fire zone Near alarm
120 hold_up zone Panic
121 hold_up user Duress
122 hold_up zone Silent
123 hold_up zone Audible
124 hold_up zone Duress, access granted
125 hold_up zone Duress, egress granted
126 hold_up user Hold-up suspicion print
129 hold_up zone Panic verifier
130 burglary zone Burglary
131 burglary zone Perimeter
132 burglary zone Interior
133 burglary zone 24 hour (safe)
134 burglary zone Entry/exit
135 burglary zone Day/night
136 burglary zone Outdoor
137 tamper zone Tamper
138 burglary zone Near alarm
139 verified zone Intrusion verifier
140 alarm zone General alarm
141 trouble zone Polling loop open
142 trouble zone Polling loop short
143 trouble zone Expansion module failure
144 tamper zone Sensor tamper
145 tamper zone Expansion module tamper
146 burglary zone Silent burglary
147 trouble zone Sensor supervision failure
150 technical zone 24 hour non-burglary
151 gas zone Gas detected
152 technical zone Refrigeration
153 technical zone Loss of heat
154 technical zone Water leakage
155 burglary zone Foil break
156 trouble zone Day trouble
157 technical zone Low bottled gas level
158 technical zone High temperature
159 technical zone Low temperature
161 technical zone Loss of air flow
162 gas zone Carbon monoxide detected
163 technical zone Tank level
168 technical zone High humidity
169 technical zone Low humidity
200 trouble zone Fire supervisory
201 technical zone Low water pressure
202 technical zone Low CO2
203 technical zone Gate valve sensor
204 technical zone Low water level
205 technical zone Pump activated
206 technical zone Pump failure
300 trouble zone System trouble
301 trouble zone AC loss
302 trouble zone Low system battery
303 trouble zone RAM checksum bad
304 trouble zone ROM checksum bad
305 status zone System reset
306 program zone Panel programming changed
307 trouble zone Self-test failure
308 trouble zone System shutdown
309 trouble zone Battery test failure
310 trouble zone Ground fault
311 trouble zone Battery missing/dead
312 trouble zone Power supply overcurrent
313 status user Engineer reset
314 trouble zone Primary power supply failure
315 trouble zone System trouble
316 tamper zone System tamper
317 tamper zone Control panel system tamper
320 trouble zone Sounder/relay
321 trouble zone Bell 1
322 trouble zone Bell 2
323 trouble zone Alarm relay
324 trouble zone Trouble relay
325 trouble zone Reversing relay
326 trouble zone Notification appliance circuit 3
327 trouble zone Notification appliance circuit 4
330 trouble zone System peripheral trouble
331 trouble zone Polling loop open
332 trouble zone Polling loop short
333 trouble zone Module failure
334 trouble zone Repeater failure
335 trouble zone Local printer out of paper
336 trouble zone Local printer failure
337 trouble zone Module DC loss
338 trouble zone Module low battery
339 trouble zone Module reset
341 tamper zone Module tamper
342 trouble zone Module AC loss
343 trouble zone Module self-test fail
344 trouble zone RF receiver jam detect
345 trouble zone AES encryption disabled/enabled
350 communication zone Communication trouble
351 communication zone Telco 1 fault
352 communication zone Telco 2 fault
353 communication zone Long range radio transmitter fault
354 communication zone Failure to communicate event
355 communication zone Loss of radio supervision
356 communication zone Loss of central polling
357 communication zone Long range radio VSWR problem
358 test zone Periodic communication test
370 trouble zone Protection loop
371 trouble zone Protection loop open
372 trouble zone Protection loop short
373 trouble zone Fire trouble
374 exit_error zone Exit error alarm
375 trouble zone Panic zone trouble
376 trouble zone Hold-up zone trouble
377 trouble zone Swinger trouble
378 trouble zone Cross-zone trouble
380 trouble zone Sensor trouble
381 trouble zone Loss of supervision RF
382 trouble zone Loss of supervision RPM
383 tamper zone Sensor tamper
384 trouble zone RF low battery
385 trouble zone Smoke detector high sensitivity
386 trouble zone Smoke detector low sensitivity
387 trouble zone Intrusion detector high sensitivity
388 trouble zone Intrusion detector low sensitivity
389 trouble zone Sensor self-test failure
391 trouble zone Sensor watch trouble
392 trouble zone Drift compensation error
393 trouble zone Maintenance alert
394 trouble zone CO detector needs replacement
400 close user Open/close
401 close user Open/close by user
402 close user Group open/close
403 close user Automatic open/close
404 status user Late to open/close
405 status user Deferred open/close
406 cancel user Cancel
407 close user Remote arm/disarm
408 close user Quick arm
409 close user Keyswitch open/close
411 program user Callback request made
412 program user Successful download/access
413 program user Unsuccessful access
414 program user System shutdown command received
415 program user Dialer shutdown command received
416 program zone Successful upload
421 access user Access denied
422 access user Access report by
423 access zone Forced access
424 access user Egress denied
425 access user Egress granted
426 access zone Access door propped open
427 access zone Access point door status monitor trouble
428 access zone Access point request to exit trouble
429 program user Access program mode entry
430 program user Access program mode exit
431 access user Access threat level change
432 access zone Access relay/trigger fail
433 access zone Access RTE shunt
434 access zone Access DSM shunt
435 access user Second person access
436 access user Irregular access
441 close user Armed stay
442 close user Keyswitch armed stay
443 close user Armed with system trouble override
444 close user Armed night stay
450 close user Exception open/close
451 close user Early open/close
452 close user Late open/close
453 status user Failed to open
454 status user Failed to close
455 status user Auto-arm failed
456 close user Partial arm
457 exit_error user Exit error
458 status user User on premises
459 close user Recent close
461 status zone Wrong code entry
462 status user Legal code entry
463 close user Re-arm after alarm
464 status user Auto-arm time extended
465 status zone Panic alarm reset
466 status user Service on/off premises
501 bypass zone Access reader disable
520 bypass zone Sounder/relay disable
521 bypass zone Bell 1 disable
522 bypass zone Bell 2 disable
523 bypass zone Alarm relay disable
524 bypass zone Trouble relay disable
525 bypass zone Reversing relay disable
526 bypass zone Notification appliance circuit 3 disable
527 bypass zone Notification appliance circuit 4 disable
531 program zone Module added
532 program zone Module removed
551 communication zone Dialer disabled
552 communication zone Radio transmitter disabled
553 program zone Remote upload/download disabled
554 communication zone Fiber converter fault
555 communication zone Fiber network fault
570 bypass zone Bypass
571 bypass zone Bypass, fire zone
572 bypass zone Bypass, 24 hour zone
573 bypass zone Bypass, burglary zone
574 bypass user Group bypass
575 bypass zone Swinger bypass
576 bypass zone Shunt
577 bypass zone Bypass, access point
578 bypass zone Bypass, vault zone
579 bypass zone Bypass, vent zone
601 test zone Manual trigger test report
602 test zone Periodic test report
603 test zone Periodic RF transmission
604 test user Fire test
605 status zone Status report to follow
606 status zone Listen-in to follow
607 test user Walk test mode
608 test zone Periodic test, system trouble present
609 status zone Video transmitter active
611 test zone Tested OK
612 test zone Not tested
613 test zone Walk tested, intrusion zone
614 test zone Walk tested, fire zone
615 test zone Walk tested, panic zone
616 status zone Service request
621 status zone Event log reset
622 status zone Event log 50% full
623 status zone Event log 90% full
624 status zone Event log overflow
625 program user Time/date reset
626 program zone Time/date inaccurate
627 program zone Program mode entry
628 program zone Program mode exit
629 program zone 32 hour event log marker
630 program zone Schedule change
631 program zone Exception schedule change
632 program zone Access schedule change
641 status zone Senior watch trouble
642 status user Latch-key supervision
643 status zone Restricted door opened
645 status zone Help arrived
646 status zone Additional help needed
647 status zone Additional help cancel
654 status zone System inactivity
655 status user Code modified by installer
703 status zone Auxiliary #3
704 status zone Installer test
796 status zone Unable to output signal (derived channel)
798 status zone STU controller down (derived channel)
900 status zone Download abort
901 status zone Download start/end
902 status zone Download interrupted
903 status zone Flash update started/completed
904 status zone Flash update failed
910 status zone Auto-close with bypass
911 status zone Bypass closing
912 status zone Fire alarm silence
913 status user Supervisory point test start/end
914 status user Hold-up test start/end
915 status user Burglary test print start/end
916 status user Supervisory test print start/end
917 status zone Burglary diagnostics start/end
918 status zone Fire diagnostics start/end
919 status zone Untyped diagnostics
920 status user Trouble closing (with burglary during exit)
921 status user Access denied code unknown
922 status zone Supervisory point alarm
923 status zone Supervisory point bypass
924 status zone Supervisory point trouble
925 status zone Hold-up point bypass
926 status zone AC failure for 4 hours
927 status zone Output trouble
928 status user User code for event
929 status user Log-off
954 status zone CS connection failure
961 status zone Receiver database connection fail/restored
962 status zone License expiration notification
"""
