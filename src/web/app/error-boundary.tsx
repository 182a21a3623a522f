import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/**
 * What is seen when a page can't be drawn: mostly because the service was updated and the script of a page that was
 * not yet loaded has another name now. Loading again gets the new ones; unsaved drafts are kept.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const again = <Button variant='default' onClick={() => location.reload()}>Load it again</Button>;
    return (
      <Page title='This page could not be shown'>
        <Message tone='warn' action={again}>
          The Route Manager may have been updated meanwhile. Calls are routed as before, and what you wrote is
          kept.
        </Message>
      </Page>
    );
  }
}
