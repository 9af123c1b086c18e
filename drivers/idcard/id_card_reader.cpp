// SPDX-License-Identifier: Apache-2.0
#include "idcard/id_card_reader.h" // its meta-object lives in this library
