# SPDX-License-Identifier: Apache-2.0
# Tests of drivers on the emulated USB bus: see tests/world/README.md.
include_guard(GLOBAL)

# yizhan_world_test(NAME SOURCES … LIBS … [SCRIPT file] [TIMEOUT s] [LABELS …]): a Qt Test program that runs unchanged
# inside yizhan-world; it steers the devices with <world/world_control.h>. Slips of paper land in <binary dir>/receipts-NAME.
function(yizhan_world_test name)
  cmake_parse_arguments(ARG "" "SCRIPT;TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set(command $<TARGET_FILE:yizhan-world> --receipts "${CMAKE_CURRENT_BINARY_DIR}/receipts-${name}" --clear-receipts)
  if(ARG_SCRIPT)
    get_filename_component(script "${ARG_SCRIPT}" ABSOLUTE)
    list(APPEND command --script "${script}")
  endif()
  yizhan_test(${name} SOURCES ${ARG_SOURCES} LIBS ${ARG_LIBS} yz_world_control
    TIMEOUT ${ARG_TIMEOUT} LABELS world ${ARG_LABELS} COMMAND ${command} -- $<TARGET_FILE:${name}>)
  add_dependencies(${name} yizhan-world)
endfunction()
