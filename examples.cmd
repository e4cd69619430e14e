<# : batch portion, which PowerShell reads as a comment
@echo off
rem Runs the examples' command line: examples --help
rem Builds first what is stale. Needs a JDK 17 or newer; the Maven wrapper brings the rest.
setlocal
powershell -NoProfile -Command "& {$root='%~dp0'; Invoke-Command -ScriptBlock ([Scriptblock]::Create((Get-Content -Raw '%~f0'))) -NoNewScope}"
if errorlevel 1 exit /b 1
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
rem A short run is over before the second compiler pays; a benchmark needs it.
set "options=-XX:TieredStopAtLevel=1"
if "%~1"=="bench" set "options="
"%java%" %options% "@%~dp0patterns-examples\target\launcher.args" io.github.temporalpatterns.examples.Main %*
exit /b %errorlevel%
#>

$target = Join-Path $root 'patterns-examples\target'
$classpath = Join-Path $target 'launcher.classpath'
$stamp = Join-Path $target 'launcher.stamp'
$arguments = Join-Path $target 'launcher.args'

function Stop-Launcher($message) {
  [Console]::Error.WriteLine("examples: $message")
  exit 1
}

function Get-JavaVersion {
  $java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\java.exe' } else { 'java' }
  if (-not (Get-Command $java -ErrorAction SilentlyContinue)) { return 0 }
  if ((& $java -version 2>&1 | Out-String) -match '"(\d+)') { return [int]$Matches[1] }
  return 0
}

# Stale: something in the sources is newer than the last build, or the local repository has lost a file.
function Test-Stale {
  if (-not ((Test-Path $stamp) -and (Test-Path $arguments))) { return $true }
  $built = (Get-Item $stamp).LastWriteTimeUtc
  $sources = @(Get-ChildItem $root -Directory -Filter 'patterns-*' | ForEach-Object { Join-Path $_.FullName 'src\main' } |
      Where-Object { Test-Path $_ } | Get-ChildItem -Recurse)
  $poms = @(Get-Item (Join-Path $root 'pom.xml')) + @(Get-Item (Join-Path $root 'patterns-*\pom.xml'))
  if (($sources + $poms) | Where-Object { $_.LastWriteTimeUtc -gt $built }) { return $true }
  return [bool]((Get-Content $classpath -Raw).Trim() -split ';' | Where-Object { -not (Test-Path $_) })
}

function Build-Examples {
  if (-not (Test-Path $stamp)) {
    [Console]::Error.WriteLine('Building the examples. The first time, Maven fetches what it needs; that can take some minutes.')
  }
  New-Item -ItemType Directory -Force $target | Out-Null
  $started = Get-Date
  Push-Location $root
  & .\mvnw.cmd -B -ntp '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn' -pl patterns-examples -am -Plauncher '-Dspotless.check.skip' '-Denforcer.skip' compile
  Pop-Location
  if ($LASTEXITCODE -ne 0) { Stop-Launcher 'the build failed; its messages are above.' }
  # A file of arguments, because the class path is longer than a command line of Windows may be.
  $path = ((Join-Path $target 'classes') + ';' + (Get-Content $classpath -Raw).Trim()) -replace '\\', '/'
  [IO.File]::WriteAllText($arguments, "-cp `"$path`"")
  [IO.File]::WriteAllText($stamp, '')
  (Get-Item $stamp).LastWriteTime = $started
}

if ((Get-JavaVersion) -lt 17) { Stop-Launcher 'no Java 17 or newer found. Install a JDK and set JAVA_HOME to it.' }
if (Test-Stale) { Build-Examples }
exit 0
