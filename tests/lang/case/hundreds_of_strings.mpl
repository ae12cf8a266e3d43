# Five hundred texts are searched by halves; the first arm that fits still counts.
fn index(s :: String) -> Int do
  case s do
    "" -> -2
    "up0" -> 0
    "down856" -> 1
    "left703" -> 2
    "right550" -> 3
    "é397" -> 4
    "long name with spaces244" -> 5
    "up91" -> 6
    "down947" -> 7
    "left794" -> 8
    "right641" -> 9
    "é488" -> 10
    "long name with spaces335" -> 11
    "up182" -> 12
    "down29" -> 13
    "left885" -> 14
    "right732" -> 15
    "é579" -> 16
    "long name with spaces426" -> 17
    "up273" -> 18
    "down120" -> 19
    "left976" -> 20
    "right823" -> 21
    "é670" -> 22
    "long name with spaces517" -> 23
    "up364" -> 24
    "down211" -> 25
    "left58" -> 26
    "right914" -> 27
    "é761" -> 28
    "long name with spaces608" -> 29
    "up455" -> 30
    "down302" -> 31
    "left149" -> 32
    "right1005" -> 33
    "é852" -> 34
    "long name with spaces699" -> 35
    "up546" -> 36
    "down393" -> 37
    "left240" -> 38
    "right87" -> 39
    "é943" -> 40
    "long name with spaces790" -> 41
    "up637" -> 42
    "down484" -> 43
    "left331" -> 44
    "right178" -> 45
    "é25" -> 46
    "long name with spaces881" -> 47
    "up728" -> 48
    "down575" -> 49
    "left422" -> 50
    "right269" -> 51
    "é116" -> 52
    "long name with spaces972" -> 53
    "up819" -> 54
    "down666" -> 55
    "left513" -> 56
    "right360" -> 57
    "é207" -> 58
    "long name with spaces54" -> 59
    "up910" -> 60
    "down757" -> 61
    "left604" -> 62
    "right451" -> 63
    "é298" -> 64
    "long name with spaces145" -> 65
    "up1001" -> 66
    "down848" -> 67
    "left695" -> 68
    "right542" -> 69
    "é389" -> 70
    "long name with spaces236" -> 71
    "up83" -> 72
    "down939" -> 73
    "left786" -> 74
    "right633" -> 75
    "é480" -> 76
    "long name with spaces327" -> 77
    "up174" -> 78
    "down21" -> 79
    "left877" -> 80
    "right724" -> 81
    "é571" -> 82
    "long name with spaces418" -> 83
    "up265" -> 84
    "down112" -> 85
    "left968" -> 86
    "right815" -> 87
    "é662" -> 88
    "long name with spaces509" -> 89
    "up356" -> 90
    "down203" -> 91
    "left50" -> 92
    "right906" -> 93
    "é753" -> 94
    "long name with spaces600" -> 95
    "up447" -> 96
    "down294" -> 97
    "left141" -> 98
    "right997" -> 99
    "é844" -> 100
    "long name with spaces691" -> 101
    "up538" -> 102
    "down385" -> 103
    "left232" -> 104
    "right79" -> 105
    "é935" -> 106
    "long name with spaces782" -> 107
    "up629" -> 108
    "down476" -> 109
    "left323" -> 110
    "right170" -> 111
    "é17" -> 112
    "long name with spaces873" -> 113
    "up720" -> 114
    "down567" -> 115
    "left414" -> 116
    "right261" -> 117
    "é108" -> 118
    "long name with spaces964" -> 119
    "up811" -> 120
    "down658" -> 121
    "left505" -> 122
    "right352" -> 123
    "é199" -> 124
    "long name with spaces46" -> 125
    "up902" -> 126
    "down749" -> 127
    "left596" -> 128
    "right443" -> 129
    "é290" -> 130
    "long name with spaces137" -> 131
    "up993" -> 132
    "down840" -> 133
    "left687" -> 134
    "right534" -> 135
    "é381" -> 136
    "long name with spaces228" -> 137
    "up75" -> 138
    "down931" -> 139
    "left778" -> 140
    "right625" -> 141
    "é472" -> 142
    "long name with spaces319" -> 143
    "up166" -> 144
    "down13" -> 145
    "left869" -> 146
    "right716" -> 147
    "é563" -> 148
    "long name with spaces410" -> 149
    "up257" -> 150
    "down104" -> 151
    "left960" -> 152
    "right807" -> 153
    "é654" -> 154
    "long name with spaces501" -> 155
    "up348" -> 156
    "down195" -> 157
    "left42" -> 158
    "right898" -> 159
    "é745" -> 160
    "long name with spaces592" -> 161
    "up439" -> 162
    "down286" -> 163
    "left133" -> 164
    "right989" -> 165
    "é836" -> 166
    "long name with spaces683" -> 167
    "up530" -> 168
    "down377" -> 169
    "left224" -> 170
    "right71" -> 171
    "é927" -> 172
    "long name with spaces774" -> 173
    "up621" -> 174
    "down468" -> 175
    "left315" -> 176
    "right162" -> 177
    "é9" -> 178
    "long name with spaces865" -> 179
    "up712" -> 180
    "down559" -> 181
    "left406" -> 182
    "right253" -> 183
    "é100" -> 184
    "long name with spaces956" -> 185
    "up803" -> 186
    "down650" -> 187
    "left497" -> 188
    "right344" -> 189
    "é191" -> 190
    "long name with spaces38" -> 191
    "up894" -> 192
    "down741" -> 193
    "left588" -> 194
    "right435" -> 195
    "é282" -> 196
    "long name with spaces129" -> 197
    "up985" -> 198
    "down832" -> 199
    "left679" -> 200
    "right526" -> 201
    "é373" -> 202
    "long name with spaces220" -> 203
    "up67" -> 204
    "down923" -> 205
    "left770" -> 206
    "right617" -> 207
    "é464" -> 208
    "long name with spaces311" -> 209
    "up158" -> 210
    "down5" -> 211
    "left861" -> 212
    "right708" -> 213
    "é555" -> 214
    "long name with spaces402" -> 215
    "up249" -> 216
    "down96" -> 217
    "left952" -> 218
    "right799" -> 219
    "é646" -> 220
    "long name with spaces493" -> 221
    "up340" -> 222
    "down187" -> 223
    "left34" -> 224
    "right890" -> 225
    "é737" -> 226
    "long name with spaces584" -> 227
    "up431" -> 228
    "down278" -> 229
    "left125" -> 230
    "right981" -> 231
    "é828" -> 232
    "long name with spaces675" -> 233
    "up522" -> 234
    "down369" -> 235
    "left216" -> 236
    "right63" -> 237
    "é919" -> 238
    "long name with spaces766" -> 239
    "up613" -> 240
    "down460" -> 241
    "left307" -> 242
    "right154" -> 243
    "é1" -> 244
    "long name with spaces857" -> 245
    "up704" -> 246
    "down551" -> 247
    "left398" -> 248
    "right245" -> 249
    "é92" -> 250
    "long name with spaces948" -> 251
    "up795" -> 252
    "down642" -> 253
    "left489" -> 254
    "right336" -> 255
    "é183" -> 256
    "long name with spaces30" -> 257
    "up886" -> 258
    "down733" -> 259
    "left580" -> 260
    "right427" -> 261
    "é274" -> 262
    "long name with spaces121" -> 263
    "up977" -> 264
    "down824" -> 265
    "left671" -> 266
    "right518" -> 267
    "é365" -> 268
    "long name with spaces212" -> 269
    "up59" -> 270
    "down915" -> 271
    "left762" -> 272
    "right609" -> 273
    "é456" -> 274
    "long name with spaces303" -> 275
    "up150" -> 276
    "down1006" -> 277
    "left853" -> 278
    "right700" -> 279
    "é547" -> 280
    "long name with spaces394" -> 281
    "up241" -> 282
    "down88" -> 283
    "left944" -> 284
    "right791" -> 285
    "é638" -> 286
    "long name with spaces485" -> 287
    "up332" -> 288
    "down179" -> 289
    "left26" -> 290
    "right882" -> 291
    "é729" -> 292
    "long name with spaces576" -> 293
    "up423" -> 294
    "down270" -> 295
    "left117" -> 296
    "right973" -> 297
    "é820" -> 298
    "long name with spaces667" -> 299
    "up514" -> 300
    "down361" -> 301
    "left208" -> 302
    "right55" -> 303
    "é911" -> 304
    "long name with spaces758" -> 305
    "up605" -> 306
    "down452" -> 307
    "left299" -> 308
    "right146" -> 309
    "é1002" -> 310
    "long name with spaces849" -> 311
    "up696" -> 312
    "down543" -> 313
    "left390" -> 314
    "right237" -> 315
    "é84" -> 316
    "long name with spaces940" -> 317
    "up787" -> 318
    "down634" -> 319
    "left481" -> 320
    "right328" -> 321
    "é175" -> 322
    "long name with spaces22" -> 323
    "up878" -> 324
    "down725" -> 325
    "left572" -> 326
    "right419" -> 327
    "é266" -> 328
    "long name with spaces113" -> 329
    "up969" -> 330
    "down816" -> 331
    "left663" -> 332
    "right510" -> 333
    "é357" -> 334
    "long name with spaces204" -> 335
    "up51" -> 336
    "down907" -> 337
    "left754" -> 338
    "right601" -> 339
    "é448" -> 340
    "long name with spaces295" -> 341
    "up142" -> 342
    "down998" -> 343
    "left845" -> 344
    "right692" -> 345
    "é539" -> 346
    "long name with spaces386" -> 347
    "up233" -> 348
    "down80" -> 349
    "left936" -> 350
    "right783" -> 351
    "é630" -> 352
    "long name with spaces477" -> 353
    "up324" -> 354
    "down171" -> 355
    "left18" -> 356
    "right874" -> 357
    "é721" -> 358
    "long name with spaces568" -> 359
    "up415" -> 360
    "down262" -> 361
    "left109" -> 362
    "right965" -> 363
    "é812" -> 364
    "long name with spaces659" -> 365
    "up506" -> 366
    "down353" -> 367
    "left200" -> 368
    "right47" -> 369
    "é903" -> 370
    "long name with spaces750" -> 371
    "up597" -> 372
    "down444" -> 373
    "left291" -> 374
    "right138" -> 375
    "é994" -> 376
    "long name with spaces841" -> 377
    "up688" -> 378
    "down535" -> 379
    "left382" -> 380
    "right229" -> 381
    "é76" -> 382
    "long name with spaces932" -> 383
    "up779" -> 384
    "down626" -> 385
    "left473" -> 386
    "right320" -> 387
    "é167" -> 388
    "long name with spaces14" -> 389
    "up870" -> 390
    "down717" -> 391
    "left564" -> 392
    "right411" -> 393
    "é258" -> 394
    "long name with spaces105" -> 395
    "up961" -> 396
    "down808" -> 397
    "left655" -> 398
    "right502" -> 399
    "é349" -> 400
    "long name with spaces196" -> 401
    "up43" -> 402
    "down899" -> 403
    "left746" -> 404
    "right593" -> 405
    "é440" -> 406
    "long name with spaces287" -> 407
    "up134" -> 408
    "down990" -> 409
    "left837" -> 410
    "right684" -> 411
    "é531" -> 412
    "long name with spaces378" -> 413
    "up225" -> 414
    "down72" -> 415
    "left928" -> 416
    "right775" -> 417
    "é622" -> 418
    "long name with spaces469" -> 419
    "up316" -> 420
    "down163" -> 421
    "left10" -> 422
    "right866" -> 423
    "é713" -> 424
    "long name with spaces560" -> 425
    "up407" -> 426
    "down254" -> 427
    "left101" -> 428
    "right957" -> 429
    "é804" -> 430
    "long name with spaces651" -> 431
    "up498" -> 432
    "down345" -> 433
    "left192" -> 434
    "right39" -> 435
    "é895" -> 436
    "long name with spaces742" -> 437
    "up589" -> 438
    "down436" -> 439
    "left283" -> 440
    "right130" -> 441
    "é986" -> 442
    "long name with spaces833" -> 443
    "up680" -> 444
    "down527" -> 445
    "left374" -> 446
    "right221" -> 447
    "é68" -> 448
    "long name with spaces924" -> 449
    "up771" -> 450
    "down618" -> 451
    "left465" -> 452
    "right312" -> 453
    "é159" -> 454
    "long name with spaces6" -> 455
    "up862" -> 456
    "down709" -> 457
    "left556" -> 458
    "right403" -> 459
    "é250" -> 460
    "long name with spaces97" -> 461
    "up953" -> 462
    "down800" -> 463
    "left647" -> 464
    "right494" -> 465
    "é341" -> 466
    "long name with spaces188" -> 467
    "up35" -> 468
    "down891" -> 469
    "left738" -> 470
    "right585" -> 471
    "é432" -> 472
    "long name with spaces279" -> 473
    "up126" -> 474
    "down982" -> 475
    "left829" -> 476
    "right676" -> 477
    "é523" -> 478
    "long name with spaces370" -> 479
    "up217" -> 480
    "down64" -> 481
    "left920" -> 482
    "right767" -> 483
    "é614" -> 484
    "long name with spaces461" -> 485
    "up308" -> 486
    "down155" -> 487
    "left2" -> 488
    "right858" -> 489
    "é705" -> 490
    "long name with spaces552" -> 491
    "up399" -> 492
    "down246" -> 493
    "left93" -> 494
    "right949" -> 495
    "é796" -> 496
    "long name with spaces643" -> 497
    "up490" -> 498
    "down337" -> 499
    "up0" -> 1000
    _ -> -1
  end
end

fn pair(a :: String, b :: String, strict :: Bool) -> String do
  case (a, b, strict) do
    ("get", "/", _) -> "home"
    ("get", "/items", true) -> "strict items"
    (_, "/items", false) -> "any items"
    ("put", path, _) when String.length(path) > 6 -> "put #{path}"
    ("put", "/", _) | ("post", "/", true) -> "write"
    ("delete", _, true) -> "no"
    ("head", "/", _) -> "head"
    ("options", _, _) -> "options"
    ("patch", "/a\u{0}b", _) -> "nul"
    (_, "/", _) -> "root"
    _ -> "nothing"
  end
end

fn main() do
  println(
    "#{index("")} #{index("up0")} #{index("down337")} #{index("é92")} #{index("zzz")} #{index("u")}"
  )
  let found = for n in 0..1009 when index("up#{n}") >= 0 do index("up#{n}") end
  println("#{List.length(found)} #{List.sum(found)}")
  let others = for name in ["down", "left", "right", "é", "long name with spaces"] do
    Range.fold(0..1009, 0, fn acc, n -> acc + index("#{name}#{n}") end)
  end
  println("#{others}")
  for (a, b, c) in [
    ("get", "/", false),
    ("get", "/items", true),
    ("get", "/items", false),
    ("put", "/items", false),
    ("put", "/items/1", true),
    ("put", "/", true),
    ("post", "/", true),
    ("post", "/", false),
    ("delete", "/", true),
    ("delete", "/x", false),
    ("head", "/", true),
    ("options", "/", true),
    ("patch", "/a\u{0}b", true),
    ("patch", "/a", true)
  ] do println(pair(a, b, c)) end
end
