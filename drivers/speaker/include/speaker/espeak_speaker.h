// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "speaker/speaker.h"

#include <core/event_log.h>

#include <QStringList>

#include <memory>

namespace yz {

/**
 * espeak-ng (GPL-3.0, hence a process of its own), one child per utterance. The words go in by its standard input,
 * never on the command line, where every process of the machine could read them. `more`: further arguments, for tests
 * ({"-w", file} writes a WAV instead of playing). Errors: a voice that is gone or fails ends what is said at once; an
 * event says that there is none.
 */
std::unique_ptr<Speaker> makeEspeakSpeaker(const QString &program, EventLog &log, const QStringList &more = {});

} // namespace yz
