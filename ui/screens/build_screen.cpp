// SPDX-License-Identifier: Apache-2.0
#include "screens/article_screen.h"
#include "screens/board_screen.h"
#include "screens/call_consent_screen.h"
#include "screens/call_over_screen.h"
#include "screens/call_screen.h"
#include "screens/call_wait_screen.h"
#include "screens/card_screen.h"
#include "screens/check_screen.h"
#include "screens/choose_screen.h"
#include "screens/detail_screen.h"
#include "screens/form_screen.h"
#include "screens/goodbye_screen.h"
#include "screens/guide_screen.h"
#include "screens/home_screen.h"
#include "screens/identity_screen.h"
#include "screens/law_search_screen.h"
#include "screens/list_screen.h"
#include "screens/not_yet_screen.h"
#include "screens/out_of_service_screen.h"
#include "screens/progress_screen.h"
#include "screens/result_screen.h"
#include "screens/scan_screen.h"
#include "screens/trouble_screen.h"
#include "screens/working_screen.h"

namespace yz::ui {
namespace {

struct Builder
{
    const Theme &theme;
    const ScreenView &whole;

    std::unique_ptr<Screen> operator()(const HomeView &view) const { return std::make_unique<HomeScreen>(theme, view); }
    std::unique_ptr<Screen> operator()(const NotYetView &view) const
    {
        return std::make_unique<NotYetScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const GuideView &view) const
    {
        return std::make_unique<GuideScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const CardView &view) const { return std::make_unique<CardScreen>(theme, view); }
    std::unique_ptr<Screen> operator()(const IdentityView &view) const
    {
        return std::make_unique<IdentityScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const FormView &view) const { return std::make_unique<FormScreen>(theme, view); }
    std::unique_ptr<Screen> operator()(const CheckView &view) const
    {
        return std::make_unique<CheckScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const ScanView &view) const { return std::make_unique<ScanScreen>(theme, view); }
    std::unique_ptr<Screen> operator()(const WorkingView &view) const
    {
        return std::make_unique<WorkingScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const ResultView &view) const
    {
        return std::make_unique<ResultScreen>(theme, view, whole.offline);
    }
    std::unique_ptr<Screen> operator()(const ProgressView &view) const
    {
        return std::make_unique<ProgressScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const CallConsentView &) const
    {
        return std::make_unique<CallConsentScreen>(theme);
    }
    std::unique_ptr<Screen> operator()(const CallWaitView &view) const
    {
        return std::make_unique<CallWaitScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const CallView &view) const { return std::make_unique<CallScreen>(theme, view); }
    std::unique_ptr<Screen> operator()(const CallOverView &view) const
    {
        return std::make_unique<CallOverScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const ListView &view) const { return std::make_unique<ListScreen>(theme, view); }
    std::unique_ptr<Screen> operator()(const DetailView &view) const
    {
        return std::make_unique<DetailScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const ChooseView &view) const
    {
        return std::make_unique<ChooseScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const LawSearchView &view) const
    {
        return std::make_unique<LawSearchScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const ArticleView &view) const
    {
        return std::make_unique<ArticleScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const TroubleView &view) const
    {
        return std::make_unique<TroubleScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const OutOfServiceView &view) const
    {
        return std::make_unique<OutOfServiceScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const GoodbyeView &view) const
    {
        return std::make_unique<GoodbyeScreen>(theme, view);
    }
    std::unique_ptr<Screen> operator()(const BoardView &view) const
    {
        return std::make_unique<BoardScreen>(theme, view);
    }
};

} // namespace

std::unique_ptr<Screen> buildScreen(const Theme &theme, const ScreenView &view)
{
    return std::visit(Builder{theme, view}, view.page);
}

} // namespace yz::ui
