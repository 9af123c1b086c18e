# SPDX-License-Identifier: Apache-2.0
# Language, warnings and hardening of our own code: link yizhan_options PRIVATE.
include_guard(GLOBAL)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# The release's own Python, which packages.txt installs, whatever else stands first in somebody's PATH.
set(Python3_EXECUTABLE "/usr/bin/python3" CACHE FILEPATH "Python that the build's own scripts run under")
include(CheckPIESupported)
check_pie_supported()

set(YIZHAN_SANITIZE "" CACHE STRING "Sanitizers: empty, 'address,undefined' or 'thread'")
option(YIZHAN_WERROR "Treat warnings as errors" ON)
option(YIZHAN_COVERAGE "Instrument for coverage" OFF)
option(YIZHAN_FUZZ "Build the libFuzzer targets (needs clang)" OFF)

add_library(yizhan_options INTERFACE)
target_compile_options(yizhan_options INTERFACE
  -Wall -Wextra -Wpedantic $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow> -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  -Wcast-qual -Wformat=2 -Wundef -Wno-missing-field-initializers
  -fstack-protector-strong -fno-plt)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
  target_compile_options(yizhan_options INTERFACE -fcf-protection)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
  # GCC 12 and 14 invent these at -O3, in variants and strings of the libraries; the dev preset holds our own.
  target_compile_options(yizhan_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12's own stable_sort stands on what the standard has deprecated; GCC holds our own uses.
  target_compile_options(yizhan_options INTERFACE -Wno-deprecated-declarations)
endif()
if(YIZHAN_WERROR)
  target_compile_options(yizhan_options INTERFACE -Werror)
endif()
target_compile_definitions(yizhan_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_link_options(yizhan_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)

if(YIZHAN_SANITIZE)
  add_compile_options(-fsanitize=${YIZHAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${YIZHAN_SANITIZE})
  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>) # GCC 12 sees moved-from variants through the instrumentation
  if(YIZHAN_SANITIZE MATCHES "thread")
    add_compile_options(-Wno-error=tsan)
  endif()
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(yizhan_options INTERFACE _FORTIFY_SOURCE=2)
endif()
if(YIZHAN_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
