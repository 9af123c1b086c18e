# SPDX-License-Identifier: Apache-2.0
# SQLCipher >= 4.6 as a static library, none of its symbols exported: see docs/adr/0002. The release's own package is
# taken where it is new enough; else the one rebuilt by packaging/setup/sqlcipher.sh, which knows where it is.
include_guard(GLOBAL)

set(YIZHAN_SQLCIPHER_ROOT "" CACHE PATH "Prefix of another SQLCipher (found by packaging/setup/sqlcipher.sh when empty)")
set(_root "${YIZHAN_SQLCIPHER_ROOT}")
if(NOT _root)
  execute_process(COMMAND /bin/bash "${CMAKE_SOURCE_DIR}/packaging/setup/sqlcipher.sh" where
    OUTPUT_VARIABLE _root OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
# Found anew each time: what was cached may have been removed or replaced since.
unset(SQLCIPHER_LIBRARY CACHE)
unset(SQLCIPHER_INCLUDE_DIR CACHE)
if(_root)
  find_library(SQLCIPHER_LIBRARY NAMES libsqlcipher.a PATHS "${_root}" PATH_SUFFIXES lib "lib/${CMAKE_LIBRARY_ARCHITECTURE}" NO_DEFAULT_PATH)
  find_path(SQLCIPHER_INCLUDE_DIR sqlcipher/sqlite3.h PATHS "${_root}" PATH_SUFFIXES include NO_DEFAULT_PATH)
endif()
if(NOT SQLCIPHER_LIBRARY OR NOT SQLCIPHER_INCLUDE_DIR)
  message(FATAL_ERROR "SQLCipher >= 4.6 (static) was not found. Run packaging/setup/sqlcipher.sh, or 'make test', which does.")
endif()
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

add_library(yizhan_sqlcipher STATIC IMPORTED GLOBAL)
set_target_properties(yizhan_sqlcipher PROPERTIES
  IMPORTED_LOCATION "${SQLCIPHER_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${SQLCIPHER_INCLUDE_DIR}/sqlcipher"
  INTERFACE_COMPILE_DEFINITIONS "SQLITE_HAS_CODEC=1"
  INTERFACE_LINK_LIBRARIES "OpenSSL::Crypto;Threads::Threads;${CMAKE_DL_LIBS};m"
  INTERFACE_LINK_OPTIONS "LINKER:--exclude-libs,libsqlcipher.a")

# A library without the cipher, FTS5 or JSON would link, and write plaintext or fail in a citizen's visit: ask it now.
file(TIMESTAMP "${SQLCIPHER_LIBRARY}" _time "%s")
set(_identity "${SQLCIPHER_LIBRARY} of ${_time}")
if(NOT CMAKE_CROSSCOMPILING AND NOT YIZHAN_SQLCIPHER_PROBED STREQUAL _identity)
  unset(YIZHAN_SQLCIPHER_PROBE CACHE)
  try_run(YIZHAN_SQLCIPHER_PROBE _compiled
    SOURCES "${CMAKE_CURRENT_LIST_DIR}/sqlcipher_probe.c"
    LINK_LIBRARIES yizhan_sqlcipher
    COMPILE_OUTPUT_VARIABLE _compile_output RUN_OUTPUT_VARIABLE _answer)
  if(NOT _compiled)
    message(FATAL_ERROR "A program cannot be linked with ${SQLCIPHER_LIBRARY}:\n${_compile_output}")
  endif()
  string(STRIP "${_answer}" _answer)
  if(NOT YIZHAN_SQLCIPHER_PROBE EQUAL 0)
    message(FATAL_ERROR "${SQLCIPHER_LIBRARY} is not usable: ${_answer}.\nRemove it and run packaging/setup/sqlcipher.sh.")
  endif()
  message(STATUS "${_answer}: ${SQLCIPHER_LIBRARY}")
  set(YIZHAN_SQLCIPHER_PROBED "${_identity}" CACHE INTERNAL "The SQLCipher that was last found good")
endif()
