# SPDX-License-Identifier: Apache-2.0
# OpenCV's core, imgproc and objdetect, each as a target of its own; nothing else of it may be linked: imgcodecs, videoio
# and highgui bring a plain SQLite, GDAL and another Qt into the process. Debian's OpenCVConfig.cmake wants them all.
include_guard(GLOBAL)

find_path(YIZHAN_OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(part core imgproc objdetect)
  find_library(YIZHAN_OPENCV_${part} opencv_${part} REQUIRED)
  add_library(yizhan_opencv_${part} INTERFACE IMPORTED GLOBAL)
  set_target_properties(yizhan_opencv_${part} PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${YIZHAN_OPENCV_INCLUDE}"
    INTERFACE_LINK_LIBRARIES "${YIZHAN_OPENCV_${part}}")
endforeach()
