# SPDX-License-Identifier: Apache-2.0
# SQLCipher >= 4.6 as a static library, none of its symbols exported: see docs/adr/0002. The release's own package is
# taken where it is new enough; else the one rebuilt by packaging/setup/sqlcipher.sh.
include_guard(GLOBAL)

set(YIZHAN_SQLCIPHER_ROOT "" CACHE PATH "Where packaging/setup/sqlcipher.sh put its build (found by itself when empty)")
set(_candidates "${YIZHAN_SQLCIPHER_ROOT}" "$ENV{YIZHAN_SQLCIPHER_ROOT}" "/var/cache/yizhan/sqlcipher" "$ENV{HOME}/.cache/yizhan/sqlcipher" "/usr")
foreach(root IN LISTS _candidates)
  if(root AND NOT SQLCIPHER_LIBRARY)
    find_library(SQLCIPHER_LIBRARY NAMES libsqlcipher.a PATHS "${root}" PATH_SUFFIXES lib "lib/${CMAKE_LIBRARY_ARCHITECTURE}" NO_DEFAULT_PATH)
    find_path(SQLCIPHER_INCLUDE_DIR sqlcipher/sqlite3.h PATHS "${root}" PATH_SUFFIXES include NO_DEFAULT_PATH)
  endif()
endforeach()
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
