# samling_box(NAME SOURCES files... [LINKS targets...] [PRIVATE_LINKS targets...])
# One static library per box of the architecture. Foreign libraries are linked PRIVATE: a box that
# needs one says so itself.
function(samling_box name)
  cmake_parse_arguments(box "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(samling_${name} STATIC ${box_SOURCES})
  target_include_directories(samling_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(samling_${name} PUBLIC ${box_LINKS} PRIVATE samling_options ${box_PRIVATE_LINKS})
endfunction()

add_library(samling_options INTERFACE)
target_link_libraries(samling_options INTERFACE Threads::Threads)
# GCC 12 warns falsely of overlapping copies in "literal" + std::string (its bug 105329), and, with sanitizers, of
# uninitialised members in Catch2.
target_compile_options(samling_options INTERFACE -Wall -Wextra -Wpedantic $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(SAMLING_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(samling_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(SAMLING_DEVELOPER)
  target_compile_options(samling_options INTERFACE -Werror)
endif()
if(SAMLING_SANITIZE)
  add_compile_options(-fsanitize=${SAMLING_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SAMLING_SANITIZE})
  add_compile_definitions(SAMLING_SANITIZED)
endif()
