"""The words of a log's records, which its squeezing knows beforehand: a part of the format, never to be changed.

What isn't in it is squeezed less well, and is the same again all the same.
"""

VOCABULARY = (
    # Gaps, events, deeds and sentences: now and then.
    b'","first":"2026-","after":"2026-","why":"refused"}],["gaps","179'
    b'","kind":"annotation","at":"2026-","until":"2026-","by":"","gone":true}],["events","'
    b'",{"deed":"released","at":"2026-","sentence":{"id":"","text":"","topic":"","mood":"neutral"}}],["deeds","'
    b'"}],["texts","'
    b'{"text":"'
    b'"}],["terms","'
    # A picture, once a minute: what is in it is squeezed already.
    b'"}],["pictures","17952",{"check":1,"squeezed":"'
    b'","before":"17952'
    # A row: some a minute.
    b'{"id":"40","customer":3810553916764802389,"created":1795206799.0,"last_at":1795215540.0,'
    b'"channel":"Facebook","public":true,"team":"","status":"resolved","labels":[""],"proactive":true,'
    b'"customer_begun":true,"messages_in":1,"replies_out":1,"first_reply":1795215340.0,'
    b'"waits":[[1795214640.0,1795215340.0,1],[1795215480.0,null,0]],"resolved":[1795215540.0],'
    b'"topics":["","broadband_down"],"first_mood":"negative","last_mood":"neutral","language":"nb",'
    b'"messages":[["c",0.0,"negative","nb",80,[0]],["r",351.0,true,null],["c",20.0,"neutral","nb",120,[0,1]],'
    b'["r",351.0,false,null],["c",10.0,"positive","nb",40]],"assigned":true,"assignee":""}],["conversations","'
    # A reading: one a minute.
    b'[["readings","1795200000",{"at":1795200000.0,"now":{"queue_size":10,"unassigned":10,"assigned":0,"public":1,'
    b'"private":9,"backlog":10,"backlog_open":10,"backlog_pending":0,"backlog_snoozed":0,"longest_wait":10.0,'
    b'"longest_public_wait":10.0,"wait_median":10.0,"wait_p90":10.0,"wait_bands":{"under_15_min":1,"15_60_min":1,'
    b'"1_4_h":0,"4_24_h":0,"older":0},"mood":{"negative":1,"neutral":1,"positive":0,"unsure":0}},"windows":{'
    b'"last_15_min":[10,10,10,10,10.0,10.0,1,10.0,10.0,1,null,null,0,null,null,0,0.0,0,0,0.0,0,0,0,0,0,0.0],'
    b'"last_60_min":[10,"today":[100,"yesterday":[100,"last_7_days":[1000,"this_shift":[100,'
)
