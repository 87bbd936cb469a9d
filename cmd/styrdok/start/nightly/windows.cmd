@echo off
rem Bygger webbplatsen varje natt i Windows. Starta den en gång i taget som en schemalagd aktivitet, med rätt mapp:
rem
rem   schtasks /Create /TN styrdok /SC DAILY /ST 03:17 /TR "\"C:\Styrdokument\bygg-varje-natt.cmd\""
rem
rem Ligger webbservern på en annan dator, skriv dess mapp efter webbserver= här under. Annars visar den mappen public.
rem Går det inte att bygga är webbplatsen som förut. Felet står i bygge.log, med fil och rad, och i Loggboken under
rem Program, källa styrdok, där er övervakning kan se det. Rätta felet och kör filen igen.
setlocal
set webbserver=
chcp 65001 >nul
cd /d "%~dp0"
styrdok build >bygge.log 2>&1
if errorlevel 1 goto fel
if "%webbserver%"=="" exit /b 0
robocopy public "%webbserver%" /MIR /XF .styrdok /R:5 /W:10 >>bygge.log
if errorlevel 8 goto fel
exit /b 0
:fel
eventcreate /T ERROR /ID 100 /L APPLICATION /SO styrdok /D "styrdok build failed: see %~dp0bygge.log" >nul
exit /b 1
