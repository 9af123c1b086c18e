# SPDX-License-Identifier: Apache-2.0
# A room is one static library with one include root of its own (<room>/include), so that a header can be reached
# only by linking the room it belongs to. Third-party libraries go under PRIVATE.
include_guard(GLOBAL)

# yizhan_room(NAME SOURCES a.cpp … [PUBLIC libs…] [PRIVATE libs…])
function(yizhan_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/include" PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} yizhan_options)
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
endfunction()

# yizhan_program(NAME SOURCES … LIBS …): a program of the product, put into build/<preset>/.
function(yizhan_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE YIZHAN_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} yizhan_options)
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endfunction()

set(YIZHAN_PATIENCE 1 CACHE STRING "What a test's time limit is multiplied by: an emulated processor is slow")

# yizhan_test(NAME SOURCES … LIBS … [TIMEOUT s] [LABELS …] [COMMAND …]): one Qt Test program, one ctest entry.
function(yizhan_test name)
  cmake_parse_arguments(ARG "NO_CTEST" "TIMEOUT" "SOURCES;LIBS;LABELS;COMMAND" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE YIZHAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}" YIZHAN_BUILD_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} Qt6::Test yizhan_options)
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  if(ARG_NO_CTEST)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  if(NOT ARG_COMMAND)
    set(ARG_COMMAND $<TARGET_FILE:${name}>)
  endif()
  add_test(NAME ${name} COMMAND ${ARG_COMMAND})
  yizhan_test_environment(${name})
  math(EXPR patience "${ARG_TIMEOUT} * ${YIZHAN_PATIENCE}")
  set_tests_properties(${name} PROPERTIES TIMEOUT ${patience} LABELS "${ARG_LABELS}")
endfunction()

# The surroundings every test runs in: no display, no user's font settings, a short TMPDIR (Unix socket paths end at 108).
function(yizhan_test_environment name)
  set_property(TEST ${name} PROPERTY ENVIRONMENT
    "QT_QPA_PLATFORM=offscreen;TMPDIR=/tmp;LC_ALL=C.UTF-8;TZ=Asia/Shanghai"
    "ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1"
    "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp:print_suppressions=0"
    "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp:ignore_noninstrumented_modules=1:die_after_fork=0:halt_on_error=0:second_deadlock_stack=1")
endfunction()

# yizhan_bench(TOPIC SOURCES … LIBS … [RUNNER words before the program…]): a benchmark program that `make bench` runs.
function(yizhan_bench topic)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS;RUNNER" ${ARGN})
  add_executable(bench_${topic} ${ARG_SOURCES})
  target_include_directories(bench_${topic} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_compile_definitions(bench_${topic} PRIVATE YIZHAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}" YIZHAN_BUILD_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(bench_${topic} PRIVATE ${ARG_LIBS} yizhan_options)
  set_target_properties(bench_${topic} PROPERTIES AUTOMOC ON)
  list(JOIN ARG_RUNNER " " runner)
  set_property(GLOBAL APPEND_STRING PROPERTY YIZHAN_BENCH_PROGRAMS "${topic} ${runner} $<TARGET_FILE:bench_${topic}>\n")
endfunction()

# After all benchmarks are known.
function(yizhan_list_benches)
  get_property(programs GLOBAL PROPERTY YIZHAN_BENCH_PROGRAMS)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/bench-programs.txt" CONTENT "${programs}")
endfunction()
